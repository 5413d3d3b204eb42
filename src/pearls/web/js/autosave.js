// Saves a section while it is being typed. Without it the Save button does the same.
// A text is kept in this browser from the first keystroke until the server says that its database has it; a page that
// comes back after a crash sends what it finds there under the name of the page that typed it, so that the server
// knows whose text it grew from. Two tabs have two names.
(() => {
  "use strict";
  const WAIT = 800, WAIT_AT_MOST = 4000, TIMEOUT = 20000, ALIVE = 2000, DEAD_AFTER = 7000, PRESENCE = 15000;
  const KEPT_FOR = 30 * 24 * 3600 * 1000, RETRY = [1000, 2000, 4000, 8000, 15000];
  const form = document.querySelector("form[data-autosave]");
  if (!form || !form.dataset.autosave || !window.fetch) return;

  const word = (name) => form.dataset[`word${name}`] || "";
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const writer = form.querySelector("[name=writer]").value;
  const sequenceInput = form.querySelector("[name=sequence]");
  const stateLine = form.querySelector("[data-save-state]");
  const prefix = `pearls:${form.dataset.document}:`;
  const questions = new Map();
  let sequence = Math.floor((Date.now() - 1780000000000) / 200), savedAt = null, trouble = "", leaving = false;

  // ---- what this browser keeps -------------------------------------------------------------------------------------
  const storage = {
    put(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
  };

  class Question {
    constructor(element) {
      this.element = element;
      this.id = element.dataset.question;
      this.base = element.querySelector("[data-base]");
      this.line = element.querySelector("[data-state]");
      this.problems = element.querySelector("[data-problems]");
      this.writer = writer;
      this.key = `${prefix}${this.id}:${writer}`;
      this.confirmed = this.text();
      this.timer = this.firstTyped = this.retries = 0;
      this.flight = null;
      this.isStopped = false;
    }
    inputs() { return [...this.element.querySelectorAll("input, textarea, select")].filter((one) => one.name && one.type !== "file" && one !== this.base); }
    pairs() {
      const found = [];
      for (const one of this.inputs()) {
        if ((one.type === "checkbox" || one.type === "radio") && !one.checked) continue;
        found.push([one.name, one.value]);
      }
      return found;
    }
    text() { return JSON.stringify(this.pairs()); }
    get isDirty() { return this.text() !== this.confirmed; }
    get box() { const all = this.inputs(); return all.length === 1 && /^(text|textarea)$/.test(all[0].type) ? all[0] : null; }
    say(sentence) { if (this.line.textContent !== sentence) this.line.textContent = sentence; }
    keep() {
      if (!this.isDirty) return storage.drop(this.key);
      storage.put(this.key, { pairs: this.pairs(), base: this.base.value, writer: this.writer, at: Date.now(), alive: Date.now() });
    }
    fill(pairs) {
      const rest = [...pairs];
      for (const one of this.inputs()) {
        const at = rest.findIndex(([name, value]) => name === one.name && (!/checkbox|radio/.test(one.type) || value === one.value));
        if (/checkbox|radio/.test(one.type)) one.checked = at >= 0;
        else one.value = at >= 0 ? rest[at][1] : "";
        if (at >= 0) rest.splice(at, 1);
      }
    }
    typed() {
      this.isStopped = false;
      this.retries = 0;
      this.keep();
      this.say("");
      if (!this.isDirty) return tell();
      clearTimeout(this.timer);
      this.firstTyped = this.firstTyped || Date.now();
      const left = Math.max(0, WAIT_AT_MOST - (Date.now() - this.firstTyped));
      this.timer = setTimeout(() => this.save(), Math.min(WAIT, left));
      tell();
    }
    async save(isLast = false) {
      clearTimeout(this.timer);
      if (!this.isDirty || this.isStopped || (this.flight && !isLast)) return;
      const sent = this.text();
      const body = new URLSearchParams(this.pairs());
      sequence += 1;
      sequenceInput.value = sequence;
      body.set("question", this.id);
      body.set(this.base.name, this.base.value);
      body.set("writer", this.writer);
      body.set("sequence", sequence);
      this.firstTyped = 0;
      const abort = new AbortController();
      const clock = setTimeout(() => abort.abort(), TIMEOUT);
      this.flight = abort;
      tell();
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", body, credentials: "same-origin", keepalive: isLast && String(body).length < 60000,
          signal: abort.signal, headers: { "X-CSRFToken": token(), Accept: "application/json" },
        });
        const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
        if (answer.status >= 500 || answer.status === 429) throw new Error("busy");
        if (!isOurs) throw new Error("signed-out");
        this.heard(answer.status, await answer.json(), sent);
      } catch (error) {
        trouble = { "signed-out": word("SignedOut"), busy: word("Busy") }[error.message] || word("Offline");
        const pause = RETRY[Math.min(this.retries, RETRY.length - 1)];
        this.retries += 1;
        this.timer = setTimeout(() => this.save(), pause);
      } finally {
        clearTimeout(clock);
        this.flight = null;
        tell();
      }
    }
    heard(status, data, sent) {
      const isSame = this.text() === sent;
      trouble = "";
      this.retries = 0;
      if (status === 409) { this.conflict(data); return; }
      if (status !== 200) {
        this.isStopped = true; // nothing to be done until somebody types; the text stays in this browser
        this.say(data.sentence || "");
        return;
      }
      this.dropRival();
      savedAt = Date.now();
      this.warn(data.problems);
      if (data.state === "saved") { this.confirmed = sent; this.base.value = data.revision; }
      else if (!isSame) this.confirmed = sent; // typed on meanwhile: the next saving grows from what was sent
      else this.adopt(data);
      this.keep();
      document.dispatchEvent(new CustomEvent("pearls:saved"));
      if (this.isDirty) this.timer = setTimeout(() => this.save(), WAIT);
    }
    adopt(data) {
      if (this.box && data.value !== null) {
        const before = this.box.value;
        if (before.trim() !== data.value) {
          const at = this.box.selectionStart;
          this.box.value = data.value;
          if (document.activeElement === this.box) this.box.setSelectionRange(at, at);
          this.say(word("Merged"));
          count(this.box);
        }
        this.base.value = data.revision;
      } else if (data.state === "merged") {
        this.say(word("Reload"));
      } else {
        this.base.value = data.revision;
      }
      this.confirmed = this.text();
    }
    warn(problems) {
      this.problems.replaceChildren(...(problems || []).map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
    }
    conflict(data) {
      this.confirmed = this.text(); // the server has this text too, as the rival
      this.keep();
      this.say(word("Conflict"));
      const source = document.querySelector("[data-rival-template]");
      if (!source) return;
      let box = document.getElementById(`rival-${this.id}`);
      if (!box) {
        box = document.createElement("section");
        box.className = "rival";
        box.id = `rival-${this.id}`;
        box.append(source.content.cloneNode(true));
        const chooser = box.querySelector("form");
        chooser.action = chooser.getAttribute("action").replace("rival-ref", data.rival);
        const label = this.element.querySelector(".field__label").firstChild.textContent.trim();
        box.querySelector("[data-rival-label]").textContent = label;
        const both = box.querySelector("[data-rival-both]");
        if (this.box) {
          both.name = this.box.name;
          both.id = `both-${this.id}`;
          box.querySelector("[data-rival-both-label]").htmlFor = both.id;
        } else box.querySelector("[data-rival-both-part]").remove();
        chooser.addEventListener("submit", () => { leaving = true; });
        // Beside the question, but a form cannot stand in a form.
        form.before(box);
        box.scrollIntoView({ block: "nearest" });
      }
      const base = box.querySelector("[data-rival-base]");
      base.name = this.base.name;
      base.value = data.revision;
      box.querySelector("[data-rival-theirs]").textContent = data.theirs;
      box.querySelector("[data-rival-yours]").textContent = data.yours;
      const both = box.querySelector("[data-rival-both]");
      if (both && document.activeElement !== both) both.value = [data.theirs, data.yours].filter(Boolean).join("\n\n");
    }
    dropRival() {
      const box = document.getElementById(`rival-${this.id}`);
      if (box) box.remove();
    }
    newer(data) {
      if (this.isDirty || this.flight || document.getElementById(`rival-${this.id}`)) return;
      if (this.box && data.value !== null) {
        this.box.value = data.value;
        this.base.value = data.revision;
        this.confirmed = this.text();
        count(this.box);
      }
      this.say(word("Newer"));
    }
  }

  // ---- what the reader sees ----------------------------------------------------------------------------------------
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });
  function tell() {
    const all = [...questions.values()];
    const dirty = all.some((one) => one.isDirty);
    let sentence = "";
    if (trouble && dirty) sentence = trouble;
    else if (all.some((one) => one.flight)) sentence = word("Saving");
    else if (dirty) sentence = word("Typing");
    else if (savedAt) {
      const seconds = Math.max(1, Math.round((Date.now() - savedAt) / 1000));
      const when = seconds < 60 ? ago.format(-seconds, "second") : ago.format(-Math.round(seconds / 60), "minute");
      sentence = word("Saved").replace("%s", when);
    }
    if (!sentence) return;
    // Said aloud when the state changes, not at every tick of the seconds.
    stateLine.setAttribute("aria-live", stateLine.dataset.state === (savedAt && !dirty ? "saved" : "open") ? "off" : "polite");
    stateLine.dataset.state = savedAt && !dirty ? "saved" : "open";
    stateLine.textContent = sentence;
  }
  function words(text) {
    return text.normalize("NFC").split(/[\s—–]+/u).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
  }
  function count(input) {
    const line = form.querySelector(`[data-words-of="${CSS.escape(input.id)}"]`);
    if (!line) return;
    const got = words(input.value), limit = Number(line.dataset.words);
    line.textContent = line.dataset.wordCount.replace("%s", got).replace("%t", limit);
    line.toggleAttribute("data-over", got > limit);
  }
  function conditions() {
    for (const one of questions.values()) {
      const target = questions.get(one.element.dataset.when);
      if (!target) continue;
      const wanted = one.element.dataset.whenValues.split(" ").filter(Boolean);
      const given = target.pairs().map(([, value]) => value).filter(Boolean);
      one.element.hidden = target.element.hidden || !(wanted.length ? given.some((value) => wanted.includes(value)) : given.length);
    }
  }

  // ---- what was kept by a page that is gone ------------------------------------------------------------------------
  function restore() {
    for (const key of storage.keys()) {
      const [, , id, owner] = key.split(":");
      const kept = storage.get(key), one = questions.get(id);
      if (!kept || Date.now() - kept.at > KEPT_FOR) { storage.drop(key); continue; }
      if (owner === writer || !one) continue;
      if (Date.now() - kept.alive < DEAD_AFTER) { setTimeout(restore, DEAD_AFTER); continue; } // another tab still types
      if (one.isDirty) continue; // its turn comes with the next page
      storage.drop(key);
      if (JSON.stringify(kept.pairs) === one.confirmed) continue;
      one.fill(kept.pairs);
      one.base.value = kept.base;
      one.writer = kept.writer;
      one.keep();
      one.say(word("Restored"));
      if (one.box) count(one.box);
      one.save();
    }
  }

  // ---- going on ----------------------------------------------------------------------------------------------------
  for (const element of form.querySelectorAll("[data-question]")) {
    if (element.dataset.kind !== "file") questions.set(element.dataset.question, new Question(element));
  }
  form.addEventListener("input", (event) => {
    const element = event.target.closest("[data-question]");
    const one = element && questions.get(element.dataset.question);
    if (!one) return;
    if (event.target.id) count(event.target);
    conditions();
    one.typed();
  });
  form.addEventListener("submit", (event) => {
    const busy = [...questions.values()].filter((one) => one.flight);
    leaving = true;
    if (!busy.length || form.dataset.waited) return;
    // What is on its way arrives first, so that it cannot come after what is sent now.
    event.preventDefault();
    form.dataset.waited = "yes";
    const started = Date.now(), button = event.submitter;
    const tick = setInterval(() => {
      if (busy.some((one) => one.flight) && Date.now() - started < 3000) return;
      clearInterval(tick);
      form.requestSubmit(button);
    }, 50);
  });
  const flush = (isLast) => questions.forEach((one) => { if (one.isDirty) { one.keep(); one.save(isLast); } });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && [...questions.values()].some((one) => one.isDirty)) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    flush(true);
    questions.forEach((one) => { const kept = storage.get(one.key); if (kept) storage.put(one.key, { ...kept, alive: 0 }); });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  window.addEventListener("online", () => { questions.forEach((one) => { one.retries = 0; }); flush(false); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(false); });
  setInterval(() => { questions.forEach((one) => { if (one.isDirty) one.keep(); }); tell(); }, ALIVE);
  setInterval(async () => {
    if (!form.dataset.presence || document.visibilityState === "hidden") return;
    const body = new URLSearchParams({ section: form.dataset.section });
    questions.forEach((one) => body.set(one.base.name, one.base.value));
    try {
      const answer = await fetch(form.dataset.presence, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": token() } });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) return;
      const data = await answer.json();
      const list = document.querySelector("[data-people]");
      if (list) list.replaceChildren(...data.people.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
      for (const [id, value] of Object.entries(data.newer)) questions.get(id)?.newer(value);
    } catch { /* the next one tells */ }
  }, PRESENCE);
  conditions();
  restore();
})();
