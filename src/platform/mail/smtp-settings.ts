/** A mail server and who our mails are from. */
export type SmtpSettings = {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`. */
  url: string;
  /** `小卖部 <post@shop.example>`. */
  from: string;
};
