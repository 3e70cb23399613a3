// The drawing of a procedure as BPMN, to be moved about and looked at closely. Without it the picture above and the file
// stay. The watermark of bpmn.io stays where it is: its licence asks for it.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

for (const place of document.querySelectorAll("[data-bpmn]")) void show(place);

async function show(place) {
  try {
    const answer = await fetch(place.dataset.bpmn, { headers: { accept: "application/xml" } });
    if (!answer.ok) return;
    const xml = await answer.text();
    place.hidden = false;
    const viewer = new NavigatedViewer({ container: place });
    await viewer.importXML(xml);
    const canvas = viewer.get("canvas");
    canvas.zoom("fit-viewport");
    for (const button of document.querySelectorAll("[data-bpmn-zoom]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        if (button.dataset.bpmnZoom === "fit") canvas.zoom("fit-viewport");
        else canvas.zoom(canvas.zoom() * Number(button.dataset.bpmnZoom));
      });
    }
  } catch (error) {
    console.error(error);
    place.hidden = true;
  }
}
