// What stands where there is no connection. It is kept in the browser, so it knows nobody.
import { words } from "../messages.ts";
import type { PageSetting } from "../setting.ts";
import { say } from "../setting.ts";
import { PortalPage } from "./page.tsx";

export function OfflinePage({ setting }: { setting: PageSetting }) {
  const { lang, assets } = setting;
  return (
    <PortalPage setting={setting} title={words.offline}>
      <h1>{say(words.offline, lang)}</h1>
      <p>{say(words.offlineText, lang)}</p>
      <p>
        <button type="button" class="govuk-button" data-again="">
          {say(words.offlineAgain, lang)}
        </button>
      </p>
      <script type="module" src={assets.offline} />
    </PortalPage>
  );
}
