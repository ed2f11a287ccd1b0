/* Has the proof of work found as soon as the form is there, while it is read and filled in. Nothing waits for it: a form
   that is sent without it is asked for a little more time by the server. */

for (const form of document.querySelectorAll("form[data-proof-key]")) {
  const { proofKey: key, proofBits: bits, proofWorker: address } = form.dataset;
  if (key && Number(bits) && window.Worker) {
    const worker = new Worker(address, { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      form.elements.proof.value = data;
      worker.terminate();
    });
    worker.postMessage({ key, bits: Number(bits) });
  }
}
