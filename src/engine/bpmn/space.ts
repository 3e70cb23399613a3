// The namespaces of BPMN 2.0 (OMG formal/2011-01-03) and of what Errand adds to it.

export const MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
export const BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI";
export const DC = "http://www.omg.org/spec/DD/20100524/DC";
export const DI = "http://www.omg.org/spec/DD/20100524/DI";
export const XSI = "http://www.w3.org/2001/XMLSchema-instance";
/** FEEL, the language of every condition that is written here (DMN 1.3 and later name it so). */
export const FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/";
/** What BPMN cannot say stands in elements of this namespace, inside `extensionElements`. */
export const ERRAND = "urn:errand:procedure:1";
