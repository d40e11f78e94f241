// The grid by keyboard: Enter and the arrows go up and down a column; what was changed is marked and counted.
const form = document.querySelector("[data-grid]");
if (form) {
  const cells = [...form.querySelectorAll(".cell")];
  const state = form.querySelector("[data-grid-state]");
  const quiet = state.textContent;
  let sending = false;

  const changed = () => cells.filter((cell) => cell.value.trim() !== cell.dataset.shown);

  const show = () => {
    const found = changed();
    cells.forEach((cell) => cell.classList.toggle("is-changed", found.includes(cell)));
    state.textContent = found.length ? `${found.length} ô đã đổi, chưa ghi.` : quiet;
  };

  const move = (cell, step) => {
    const column = cells.filter((other) => other.dataset.column === cell.dataset.column);
    const next = column[column.indexOf(cell) + step];
    if (next) {
      next.focus();
      next.select();
    }
  };

  form.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("cell") || event.isComposing) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      move(event.target, step);
    }
  });
  form.addEventListener("input", show);
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("pageshow", () => { sending = false; show(); });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && changed().length) event.preventDefault();
  });
}
const errors = document.getElementById("loi");
if (errors) errors.focus();
