/** What the tests use of this reader of BPMN; the package ships no types that resolve. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ rootElement: { $type: string }; warnings: { message: string }[] }>;
  }
}
