/** The cashier's own sheet: warm paper, persimmon for acting, green for what is safe. */
export const cashierCss = `
@property --left{syntax:'<integer>';inherits:true;initial-value:0}
@property --hours{syntax:'<integer>';inherits:true;initial-value:0}
@property --minutes{syntax:'<integer>';inherits:true;initial-value:0}
@property --seconds{syntax:'<integer>';inherits:true;initial-value:0}
:root{--paper:#FAF7F2;--surface:#FFFFFF;--sunk:#F3EEE6;--ink:#1D1A17;--ink-2:#45403A;--muted:#6E6860;
--line:#ECE6DC;--brand:#C93418;--brand-press:#A82A12;--on-brand:#FFFFFF;--trust:#0B6B4F;
--trust-tint:#E7F4EE;--warn:#8A5A00;--warn-tint:#FFF4DC;--warn-line:#F3DDA6;--danger:#B3261E;
--danger-tint:#FCEBE9;--lift:0 1px 2px rgba(60,40,20,.05),0 12px 40px rgba(60,40,20,.09);
--font:-apple-system,BlinkMacSystemFont,"PingFang SC","HarmonyOS Sans SC","MiSans","Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;
--num:"DIN Alternate","Avenir Next","Roboto","Noto Sans CJK SC",sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#131211;--surface:#1D1B19;--sunk:#262320;--ink:#F3EFEA;
--ink-2:#D6D0C8;--muted:#A8A199;--line:#2E2B28;--brand:#FF8A6B;--brand-press:#FFA58C;--on-brand:#1D1A17;
--trust:#6FD3AC;--trust-tint:#1B2A24;--warn:#F2C46D;--warn-tint:#2E2617;--warn-line:#4A3D20;
--danger:#FF8D84;--danger-tint:#33201E;--lift:none}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);
color:var(--ink);font:15px/1.55 var(--font);-webkit-font-smoothing:antialiased}
h1,h2,p,dl,dd{margin:0}a{color:inherit}form{margin:0}
svg{display:block}
:focus-visible{outline:2.5px solid var(--brand);outline-offset:3px;border-radius:8px}
.head{display:flex;align-items:center;gap:10px;width:100%;max-width:960px;margin:0 auto;
padding:calc(env(safe-area-inset-top) + 10px) 16px 10px}
.head svg{width:32px;height:32px}
.head h1{font-size:16px;font-weight:700;line-height:1.2}
.head h1 span{color:var(--muted);font-weight:400;margin-left:6px}
.head a{margin-left:auto;min-height:44px;padding:0 4px;display:flex;align-items:center;font-size:14px;
color:var(--muted);text-decoration:none}
.head a:hover{color:var(--ink)}
.ribbon{background:var(--warn-tint);color:var(--warn);border-block:1px solid var(--warn-line);
text-align:center;font-size:14px;font-weight:600;padding:8px 16px;letter-spacing:.02em}
main{flex:1;width:100%;max-width:960px;margin:0 auto;padding:16px 12px 8px}
.card{background:var(--surface);border-radius:24px;box-shadow:var(--lift);overflow:hidden}
.bill{padding:24px 20px 8px;text-align:center}
.shop{display:inline-flex;align-items:center;gap:8px;font-size:14px;color:var(--ink-2)}
.shop i{width:28px;height:28px;border-radius:50%;background:var(--trust);color:var(--surface);
display:grid;place-items:center;font:700 14px/1 var(--font)}
.due{margin-top:16px;color:var(--muted);font-size:14px}
.sum{font:700 44px/1.15 var(--num);font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.sum small{font-size:26px;margin-right:3px;font-weight:700}
.what{margin-top:6px;font-size:15px;color:var(--ink-2);overflow-wrap:anywhere;text-wrap:balance}
.cut{position:relative;height:24px;margin-top:14px}
.cut::before{content:"";position:absolute;left:22px;right:22px;top:11px;border-top:2px dashed var(--line)}
.cut::after{content:"";position:absolute;inset:0 -12px;
background:radial-gradient(circle at 12px 12px,var(--paper) 11px,transparent 11.5px) left/24px 24px no-repeat,
radial-gradient(circle at 12px 12px,var(--paper) 11px,transparent 11.5px) right/24px 24px no-repeat}
.facts{padding:10px 20px 4px;display:grid;gap:8px;font-size:14px}
.facts div{display:flex;justify-content:space-between;gap:16px}
.facts dt{color:var(--muted);flex:none}
.facts dd{text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.act{padding:16px 20px 20px;display:grid;gap:12px}
.left{display:flex;align-items:center;gap:14px;background:var(--trust-tint);color:var(--trust);
border-radius:16px;padding:12px 14px}
.left svg{width:44px;height:44px;flex:none;transform:rotate(-90deg)}
.left circle{fill:none;stroke-width:4;stroke:currentColor}
.left .track{opacity:.18}
.left .run{stroke-linecap:round;stroke-dasharray:100;stroke-dashoffset:0}
.left p{font-size:13px;line-height:1.4}
.clock{display:block;font:700 20px/1.2 var(--num);font-variant-numeric:tabular-nums;
--hours:calc(var(--left)/3600 - .4999);
--minutes:calc((var(--left) - var(--hours)*3600)/60 - .4999);
--seconds:calc(var(--left) - var(--hours)*3600 - var(--minutes)*60);
counter-reset:h var(--hours) m var(--minutes) s var(--seconds)}
.clock::after{content:counter(m,decimal-leading-zero) ":" counter(s,decimal-leading-zero)}
.clock.long::after{content:counter(h) ":" counter(m,decimal-leading-zero) ":" counter(s,decimal-leading-zero)}
.say{border-radius:16px;padding:12px 14px;font-size:14px;line-height:1.5}
.say b{display:block;font-size:15px}
.say.bad{background:var(--danger-tint);color:var(--danger)}
.say.odd{background:var(--warn-tint);color:var(--warn)}
.btn{display:flex;align-items:center;justify-content:center;width:100%;min-height:52px;padding:8px 20px;
border:0;border-radius:999px;font:700 17px/1.2 var(--font);cursor:pointer;text-decoration:none;
text-align:center;transition:background 120ms,transform 120ms}
.btn:active{transform:scale(.985)}
.btn.go{background:var(--brand);color:var(--on-brand);font-variant-numeric:tabular-nums}
.btn.go:hover{background:var(--brand-press)}
.btn.no{background:none;border:1.5px solid var(--line);color:var(--ink-2);font-weight:600;font-size:15px;
min-height:48px}
.btn.no:hover{background:var(--sunk)}
.hint{text-align:center;font-size:12px;color:var(--muted);margin-top:6px}
.back{display:flex;justify-content:center;align-items:center;min-height:44px;font-size:15px;
color:var(--muted);text-decoration:none}
.back:hover{color:var(--ink);text-decoration:underline;text-underline-offset:4px}
.end{padding:36px 20px 8px;text-align:center}
.end .seal{width:72px;height:72px;border-radius:50%;margin:0 auto 14px;display:grid;place-items:center;
background:var(--trust-tint);color:var(--trust)}
.end .seal svg{width:36px;height:36px;fill:none;stroke:currentColor;stroke-width:2.6;stroke-linecap:round;
stroke-linejoin:round}
.end.shut .seal{background:var(--sunk);color:var(--muted)}
.end h2{font-size:24px;line-height:1.3}
.end p{color:var(--muted);margin:6px auto 0;max-width:30em;text-wrap:balance}
.end .sum{margin-top:14px;color:var(--ink)}
.foot{padding:16px 24px calc(env(safe-area-inset-bottom) + 20px);text-align:center;font-size:12px;
color:var(--muted)}
@media (min-width:720px){
.head{max-width:912px}
main{padding:40px 24px 16px;display:flex;flex-direction:column;justify-content:center;align-items:center}
.card{width:100%;max-width:480px}
.card.wide{max-width:880px;display:grid;grid-template-columns:1.05fr 1fr}
.wide .paper{background:linear-gradient(170deg,var(--sunk),var(--surface) 90%);padding:32px 36px;
border-right:1px solid var(--line);display:flex;flex-direction:column}
.wide .bill{padding:12px 0 8px;text-align:left}
.wide .sum{font-size:56px}.wide .sum small{font-size:32px}
.wide .due{margin-top:28px}.wide .what{text-wrap:pretty;font-size:16px}
.wide .cut{margin:auto 0 8px;padding-top:44px}.wide .cut::before{left:0;right:0;top:32px}.wide .cut::after{display:none}
.wide .facts{padding:8px 0 12px}
.wide .act{padding:36px;align-content:center;gap:14px}
}
@media (prefers-reduced-motion:reduce){.btn{transition:none}.btn:active{transform:none}.run{animation:none!important}}
`;

export const cashierIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="10" fill="#0B6B4F"/><path d="M9 9.5l7 7.5 7-7.5M16 17v7M10.5 17h11M10.5 20.8h11" fill="none" stroke="#FFF" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/**
 * The part of the sheet that counts down, made for each look at the page: no script is needed,
 * and the policy can forbid inline styles. Both figures in whole seconds.
 */
export function countdownCss(leftSeconds: number, totalSeconds: number): string {
  const gone = totalSeconds > 0 ? 100 - (100 * leftSeconds) / totalSeconds : 0;
  if (leftSeconds <= 0) return '.run{stroke-dashoffset:100}';
  return `@keyframes left{from{--left:${leftSeconds}}to{--left:0}}
@keyframes ring{from{stroke-dashoffset:${gone.toFixed(2)}}to{stroke-dashoffset:100}}
.clock{animation:left ${leftSeconds}s steps(${leftSeconds},end) forwards}
.run{animation:ring ${leftSeconds}s linear forwards}
`;
}
