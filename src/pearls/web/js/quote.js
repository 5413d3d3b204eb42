// Words that were selected in a text go into the remark that is then begun (form[data-remark]), with the answer they
// stand in; a button with data-passage selects a remark's words in their text. Without it one copies the words.
(() => {
  "use strict";
  const form = document.querySelector("form[data-remark]");
  let last = null;

  function inAnswer(selection) {
    const node = selection.rangeCount && selection.anchorNode;
    const answer = node && (node.closest ? node : node.parentElement).closest(".answer");
    if (!answer || !selection.toString().trim()) return null;
    const before = selection.getRangeAt(0).cloneRange();
    before.setStart(answer.querySelector(".answer__text") || answer, 0);
    return { words: selection.toString(), near: before.toString().length, about: answer.id.replace("answer-", "") };
  }

  function inBox(box) {
    if (!box || !/^q-/.test(box.name || "") || box.selectionStart === box.selectionEnd) return null;
    if (!/^(textarea|text)$/.test(box.type)) return null;
    return { words: box.value.slice(box.selectionStart, box.selectionEnd), near: box.selectionStart, about: box.name.slice(2) };
  }

  function remember() {
    last = inBox(document.activeElement) || inAnswer(document.getSelection()) || last;
  }

  function quote() {
    const box = form.querySelector("[data-quote]"), about = form.elements.about;
    if (!last || box.value) return;
    box.value = last.words;
    form.elements.near.value = last.near;
    if (about && [...about.options].some((option) => option.value === last.about)) about.value = last.about;
  }

  function show(button) {
    const box = document.getElementsByName(button.dataset.passage)[0];
    box.focus();
    box.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
  }

  if (form) {
    for (const name of ["select", "mouseup", "keyup"]) document.addEventListener(name, remember);
    form.closest("details")?.addEventListener("toggle", quote);
    form.addEventListener("focusin", quote);
  }
  for (const button of document.querySelectorAll("button[data-passage]")) {
    const box = document.getElementsByName(button.dataset.passage)[0];
    button.hidden = !box || !/^(textarea|text)$/.test(box.type);
    button.addEventListener("click", () => show(button));
  }
})();
