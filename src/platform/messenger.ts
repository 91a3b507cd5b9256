/** A text or e-mail to a person outside the product. */
export type OutgoingMessage = {
  channel: 'sms' | 'email';
  to: string;
  /** Which template it was made from: `identity/sign-in-code`. */
  template: string;
  text: string;
};

/** Sends texts and e-mails; in the sandbox they are caught and shown instead. */
export type Messenger = { send(message: OutgoingMessage): Promise<void> };
