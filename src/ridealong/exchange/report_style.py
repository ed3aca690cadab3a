"""How a report looks on a screen and on paper: two sheets, A4 or letter, also without colours."""

STYLE = """
:root{color-scheme:light;--ink:#1d2a33;--soft:#51606a;--line:#c9d2d6;--deep:#0b5563;--pale:#eef4f5;--warm:#a8452f}
*{box-sizing:border-box}
html{background:#e9edee;-webkit-text-size-adjust:100%}
body{margin:0;background:#e9edee;color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI","Noto Sans",
Roboto,"Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
.sheet{background:#fff;max-width:60rem;margin:1.4rem auto;padding:2rem 2.4rem 1.8rem;border:1px solid var(--line)}
h1,h2,h3,p,ul,ol,dl,dd,figure,table,blockquote{margin:0;padding:0}
h1{font:600 2.05em/1.15 Georgia,"Noto Serif","Liberation Serif","Times New Roman",serif;letter-spacing:-.01em}
h2{font:600 1.14em/1.25 Georgia,"Noto Serif","Liberation Serif","Times New Roman",serif;color:var(--deep);
border-bottom:1.5px solid var(--deep);padding-bottom:.18em;margin:1.35em 0 .55em}
h3{font-size:.86em;font-weight:650;margin:0 0 .25em}
h1.long{font-size:1.5em}
.sheet>section:first-child h2{margin-top:0}
.kicker{color:var(--deep);font-size:.8em;font-weight:650;letter-spacing:.06em;text-transform:uppercase;
display:flex;justify-content:space-between;gap:1em;margin-bottom:.55em}
.lead{font:italic 1.08em/1.4 Georgia,"Noto Serif","Liberation Serif","Times New Roman",serif;margin-top:.5em}
.when{color:var(--soft);margin-top:.3em}
.sponsors{list-style:none;display:flex;flex-wrap:wrap;gap:.1em 1.6em;margin-top:.5em;font-size:.9em}
.figures{display:flex;gap:.6em;margin-top:1.1em}
.figures div{flex:1;background:var(--pale);border-top:3px solid var(--deep);padding:.55em .7em .6em;display:flex;
flex-direction:column-reverse;justify-content:flex-end}
.figures dd{font:600 1.75em/1.1 Georgia,"Noto Serif","Liberation Serif",serif;overflow-wrap:normal;white-space:nowrap}
.figures dt{font-size:.78em;line-height:1.3;color:var(--soft);margin-top:.15em}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1em 1.3em;font-size:.84em;margin-top:.35em}
.legend .hint{color:var(--soft);margin-inline-start:auto}
.legend svg{vertical-align:-1px}
.patterns{position:absolute}
svg text{font-size:10.5px;fill:var(--ink);font-family:inherit}
.bars,.line{display:block;width:100%;height:auto}
.axis{stroke:var(--ink);stroke-width:1}
.moved{fill:none;stroke:var(--deep);stroke-width:2}
.dot{fill:#fff;stroke:var(--deep);stroke-width:1.6}
.baseline{stroke:var(--soft);stroke-width:1;stroke-dasharray:5 3}
.target{stroke:var(--warm);stroke-width:1.3;stroke-dasharray:1.5 2.5}
.latest{font-weight:700}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 1.8em;align-items:start}
.three{display:grid;grid-template-columns:repeat(3,1fr);gap:.5em 1.3em}
table{border-collapse:collapse;width:100%;font-size:.86em;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:.18em .4em;border-bottom:1px solid var(--line);font-weight:400;vertical-align:middle}
thead th{color:var(--soft);font-size:.92em;vertical-align:bottom}
td.n,th.n{text-align:end;white-space:nowrap}
tr.all th,tr.all td{font-weight:650;border-bottom:1.5px solid var(--ink)}
.reach{table-layout:fixed}.reach th:first-child{width:48%;white-space:nowrap;overflow:hidden}
.reach th.n:nth-child(2){width:21%}.reach th.n:nth-child(3){width:9%}
.share span{display:block;height:.62em;border:1px solid var(--deep);background:#fff}
.share i{display:block;height:100%;background:var(--deep)}
.matrix{overflow-wrap:normal}
.matrix td{text-align:center;border:1px solid var(--line);padding:.16em .1em;white-space:nowrap}
.matrix thead th{text-align:center;border:1px solid var(--line);color:var(--ink)}
.matrix tbody th{border:1px solid var(--line);white-space:nowrap}
.matrix .s1{background:#e3eef0}.matrix .s2{background:#bcd6da}.matrix .s3{background:#6fa5ae}
.matrix .s4{background:#0b5563;color:#fff}
.matrix .none{color:#8a969e}
.matrix.many{table-layout:fixed;font-size:.76em}
.matrix.many thead th:first-child{width:22%}
.matrix.many thead th span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:11.5em;text-align:start;
white-space:nowrap;display:inline-block}
.matrix.many tbody th{overflow:hidden;text-overflow:ellipsis}
.note{color:var(--soft);font-size:.8em;margin-top:.35em}
.says{margin:.15em 0 .5em}
.plain{list-style:none}
.plain li{margin:.22em 0}
.quotes li{padding-inline-start:.75em;border-inline-start:2.5px solid #bcd6da;margin:.38em 0;line-height:1.35}
.by{color:var(--soft);font-size:.85em;white-space:nowrap}
.tag{border:1px solid var(--deep);color:var(--deep);border-radius:2px;font-size:.78em;padding:0 .35em;
white-space:nowrap}
.rating{display:grid;grid-template-columns:auto 1fr;gap:.1em .8em;align-items:center;font-size:.9em;margin-bottom:.5em}
.spread{display:flex;gap:2px;list-style:none;font-size:.82em}
.spread li{flex:1;text-align:center;border:1px solid var(--line)}
.spread b{display:block}
.todo li{margin:0 0 0 1.6em;padding:.11em 0}
.todo li::marker{font-weight:700;color:var(--deep)}
.todo.long{columns:2;column-gap:2em}
.todo li{break-inside:avoid;padding-inline-end:.4em}
.empty{background:var(--pale);border-inline-start:4px solid var(--deep);padding:.8em 1em;margin-top:1.2em}
footer{color:var(--soft);font-size:.74em;line-height:1.35;margin-top:1.3em;border-top:1px solid var(--line);
padding-top:.5em}
@media screen and (max-width:44rem){.sheet{padding:1.1rem}.two,.three{grid-template-columns:1fr}.figures{flex-wrap:wrap}
.figures div{flex:1 1 40%}.wide{overflow-x:auto}.matrix.many{min-width:44rem}.todo.long{columns:1}}
@media print{
@page{margin:11mm 12mm 10mm}
html,body{background:#fff}
body{font-size:9.1pt;line-height:1.36}
.sheet{border:0;margin:0;padding:0;max-width:none}
.sheet.dense{font-size:8.2pt}
.sheet+.sheet{break-before:page}
h1{font-size:20pt}
h1.long{font-size:14pt}
h2{margin-top:1.05em;margin-bottom:.42em}
.figures{margin-top:.8em}
.reach th,.reach td{padding-block:.09em}
.matrix.many td,.matrix.many th{padding-block:.04em}
section,tr,figure,.rating{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
"""The stylesheet, whole."""
