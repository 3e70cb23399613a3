// Mail over SMTP: where it goes out, how one is written, what became of it when it was handed over.
export { composeMail, type Mail, messageId } from "./compose.ts";
export { type Delivered, deliver, type Letter, type Trouble } from "./deliver.ts";
export { type GivenMail, isMailAddress, type MailSettings, readMailSettings } from "./settings.ts";
