// The parts of the case page, in their order.
import { contactsPart } from "../contacts/part.tsx";
import { messagesPart } from "../messages/part.tsx";
import { textsPart } from "../text/part.tsx";
import { actionsPart } from "./actions.tsx";
import { answersPart } from "./answers.tsx";
import { applicantPart } from "./applicant.tsx";
import { bundlePart } from "./bundle.tsx";
import { clocksPart } from "./clocks.tsx";
import { correctedPart } from "./corrected.tsx";
import { documentsPart } from "./documents.tsx";
import { duplicatesPart } from "./duplicates.tsx";
import { evidencePart } from "./evidence.tsx";
import { historyPart } from "./history.tsx";
import { missingPart } from "./missing.tsx";
import { openedPart } from "./opened.tsx";
import type { CasePart } from "./part.ts";
import { picturePart } from "./picture.tsx";
import { relatedPart } from "./related.tsx";
import { tasksPart } from "./tasks.tsx";
import { trailPart } from "./trail.tsx";

export const caseParts: readonly CasePart[] = [
  actionsPart,
  bundlePart,
  openedPart,
  relatedPart,
  missingPart,
  correctedPart,
  clocksPart,
  messagesPart,
  contactsPart,
  duplicatesPart,
  trailPart,
  textsPart,
  tasksPart,
  picturePart,
  answersPart,
  evidencePart,
  documentsPart,
  applicantPart,
  historyPart,
];
