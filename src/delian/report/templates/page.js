"use strict";
(() => {
  const form = document.querySelector("form.filter");
  const rows = [...document.querySelectorAll("table.claims > tbody > tr[id]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Filter the table of claims; `chosen` are those behind one number, if a number was followed.
  let chosen = null;
  let label = "";
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = rows.map((row) => fold(row.textContent));

  // The row that tells how likely it is goes with its claim's.
  function hide(row, hidden) {
    row.hidden = hidden;
    const how = row.nextElementSibling;
    if (how?.matches(".how")) how.hidden = hidden;
  }

  function filter() {
    const words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    const { kind, basis, state, contested } = form.elements;
    let count = 0;
    rows.forEach((row, place) => {
      const shown =
        (!chosen || chosen.has(row.id.slice("claim-".length))) &&
        words.every((word) => folded[place].includes(word)) &&
        (!kind.value || row.dataset.kind === kind.value) &&
        (!basis.value || row.dataset.basis === basis.value) &&
        (!state?.value || (row.dataset.states || "").split(" ").includes(state.value)) &&
        (!contested.checked || "contested" in row.dataset);
      hide(row, !shown);
      count += shown;
    });
    const behind = chosen ? ` behind “${label}”` : "";
    form.querySelector("output").textContent = `${count} of ${rows.length} claims${behind}`;
  }

  function showAll() {
    chosen = null;
    form.reset();
    filter();
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      chosen = null;
      setTimeout(filter);
    });
    filter();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-claims], a[href^='#claim-'], a[href^='#sum-']");
    if (!link || !form) return;
    const claims = (link.dataset.claims || "").split(" ").filter(Boolean);
    if (claims.length > 1) {
      event.preventDefault();
      form.reset();
      chosen = new Set(claims);
      label = link.dataset.label;
      filter();
      document.getElementById("claims").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
      history.pushState(null, "", link.getAttribute("href"));
    } else {
      showAll(); // the row that the link leads to may be filtered away
    }
  });

  // A sum that is told beside another claim, and what decibans are, stand in folded blocks.
  function unfold(target) {
    const block = target?.closest("details:is(.belief, #decibans)");
    if (block && !block.open) {
      block.open = true;
      target.scrollIntoView();
    }
  }

  // A jump from the browser's own history must not lead to a row that is filtered away.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (form && target?.closest("tr[hidden]")) {
      showAll();
      target.scrollIntoView();
    }
    unfold(target);
  });

  // Point at a claim in the text: all its stretches light up.
  const marks = [...document.querySelectorAll("mark[data-claims]")];
  function light(claim, on) {
    for (const mark of marks) {
      if (mark.dataset.claims.split(" ").includes(claim)) mark.classList.toggle("lit", on);
    }
  }
  for (const link of document.querySelectorAll(".body a.ref")) {
    const claim = link.getAttribute("href").slice("#claim-".length);
    for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      link.addEventListener(name, () => light(claim, on));
    }
  }
  function flash() {
    marks.forEach((mark) => mark.classList.remove("target"));
    if (!location.hash.startsWith("#text-")) return;
    const claim = location.hash.slice("#text-".length);
    marks.filter((mark) => mark.dataset.claims.split(" ").includes(claim)).forEach((mark) => mark.classList.add("target"));
  }
  addEventListener("hashchange", flash);
  flash();

  // On a narrow screen a chart begins in its middle, where the line of time is.
  for (const frame of document.querySelectorAll(".chart .scroll")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }

  // On paper all rows are open; the sentences stand in the table of claims.
  const closed = new Set();
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:is(.rest, .pairs):not([open])")) {
      closed.add(one);
      one.open = true;
    }
    rows.forEach((row) => hide(row, false));
  });
  addEventListener("afterprint", () => {
    closed.forEach((one) => (one.open = false));
    closed.clear();
    if (form) filter();
  });
})();
