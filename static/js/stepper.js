// Buttons − and + beside the number, and what it would make of the rates while it is typed.
const WHOLE = /^([0-9]{1,7}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,2})$/;
const MOST = 9999999;

const dotted = (number) => String(number).replace(/\B(?=([0-9]{3})+$)/g, ".");

// Half up by whole numbers, as the server rounds.
function percent(result, quota, decimals) {
  const scale = 100 * 10 ** decimals;
  const units = Math.floor((2 * scale * result + quota) / (2 * quota));
  const text = String(units).padStart(decimals + 1, "0");
  const whole = dotted(decimals ? text.slice(0, -decimals) : text);
  return decimals ? `${whole},${text.slice(-decimals)}%` : `${whole}%`;
}

function change(amount, last) {
  if (last === "") return "Báo cáo lần đầu";
  const difference = amount - Number(last);
  if (difference === 0) return "Không đổi so với lần trước";
  return `${difference > 0 ? "Tăng" : "Giảm"} ${dotted(Math.abs(difference))} so với lần trước`;
}

for (const form of document.querySelectorAll("[data-count]")) {
  const input = form.querySelector("[name=amount]");
  const live = form.querySelector("[data-live]");
  const facts = form.dataset;

  const typed = () => {
    const text = input.value.trim();
    return WHOLE.test(text) ? Number(text.replaceAll(".", "")) : null;
  };

  const tell = () => {
    const amount = typed();
    live.hidden = amount === null;
    if (amount === null) return;
    const overall = Number(facts.result) - Number(facts.phaseResult) + amount;
    const rates = [];
    if (Number(facts.phaseQuota)) {
      rates.push(`${percent(amount, Number(facts.phaseQuota), Number(facts.decimals))} ${facts.phase}`);
    }
    if (Number(facts.quota)) {
      rates.push(`${percent(overall, Number(facts.quota), Number(facts.decimals))} cả chương trình`);
    }
    live.textContent = change(amount, facts.last) + (rates.length ? ` → ${rates.join(", ")}` : "");
  };

  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const from = typed() ?? Number(facts.last || 0);
      input.value = dotted(Math.min(MOST, Math.max(0, from + Number(button.dataset.step))));
      tell();
    });
  }
  input.addEventListener("input", tell);
  input.addEventListener("focus", () => input.select());
  tell();
}
