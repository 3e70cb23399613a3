// Front door: the components of every page, and how a page becomes HTML.

export { Button, type ButtonKind, ButtonLink } from "./form/button.tsx";
export { Checkboxes, type Choice, Radios, Tick, YesNo } from "./form/choices.tsx";
export { DateInput, type DateParts, dateFrom, datePartsOf } from "./form/date-input.tsx";
export { ErrorSummary, errorOf, type FieldError } from "./form/error-summary.tsx";
export { ErrorMessage, type FieldProps, Fieldset, fieldId } from "./form/field.tsx";
export { FileUpload } from "./form/file-upload.tsx";
export { type ActiveFilter, FilterPanel } from "./form/filter-panel.tsx";
export { ConfirmForm, csrfField, Form, onceField } from "./form/form.tsx";
export { Input, type InputProps, NumberInput } from "./form/input.tsx";
export { SearchBox } from "./form/search-box.tsx";
export { type Option, Select } from "./form/select.tsx";
export { Textarea } from "./form/textarea.tsx";
export { OfflinePage } from "./layout/offline.tsx";
export { PortalPage, type PortalPageProps, WorkbenchPage, type WorkbenchPageProps } from "./layout/page.tsx";
export { type Asset, assets } from "./look/assets.ts";
export { iconPng } from "./look/icon.ts";
export { colours } from "./look/tokens.ts";
export { words as pageWords } from "./messages.ts";
export { BackLink, Breadcrumbs, type NavItem, type NavSection, Pagination, SideNavigation, Tabs } from "./parts/navigation.tsx";
export { Details, EmptyState, InsetText, Notification, Panel, Progress, Tag, type TagKind, WarningText } from "./parts/notices.tsx";
export { SummaryList, type SummaryRow } from "./parts/summary-list.tsx";
export { type Column, Table } from "./parts/table.tsx";
export { TaskList, type TaskListItem } from "./parts/task-list.tsx";
export { Code, CopyableCode, DateText, DateTime, LangText, Link } from "./parts/text.tsx";
export { type Happening, Timeline } from "./parts/timeline.tsx";
export { ClockBar, type ClockBarProps, type ClockDay, type ClockKind, type ClockPart } from "./pictures/clock.tsx";
export { type Count, Counts } from "./pictures/counts.tsx";
export type { Standing } from "./pictures/glyph.tsx";
export {
  type ProcedureEnd,
  ProcedurePicture,
  type ProcedureProps,
  type ProcedureRoute,
  type ProcedureStage,
  type ProcedureTask,
} from "./pictures/procedure.tsx";
export { renderPage, renderPart } from "./render.ts";
export { type PageSetting, say, usePage, useSay, type Words } from "./setting.ts";
