/** A text message to a person's phone. */
export type OutgoingMessage = {
  channel: 'sms';
  to: string;
  /** Which template it was made from: `identity/sign-in-code`. */
  template: string;
  text: string;
};

/** An e-mail to a person outside the product. */
export type OutgoingMail = {
  /** One address, as `normalizeMailAddress` gives it. */
  to: string;
  /** Which template it was made from: `identity/mail-code`. */
  template: string;
  /** One line. */
  subject: string;
  /** The whole mail in plain text; every mail has one. */
  text: string;
  /** The same once more as HTML of our own templates, everything from members escaped. */
  html?: string;
  /** An https address that ends this kind of mail by a bare POST (RFC 8058), where it can be ended. */
  unsubscribeUrl?: string;
};

/** Sends texts and e-mails; in the sandbox they are caught and shown instead. */
export type Messenger = {
  send(message: OutgoingMessage): Promise<void>;
  /** Hands a mail over. @throws Outage when the mail server does not take it */
  sendMail(mail: OutgoingMail): Promise<void>;
};
