const faces = ([400, 600] as const)
  .flatMap((weight) =>
    [
      {
        part: 'vietnamese',
        range:
          'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
      },
      { part: 'latin', range: 'U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2212' },
    ].map(
      ({
        part,
        range,
      }) => `@font-face { font-family: "Be Vietnam Pro"; font-weight: ${weight}; font-display: swap;
  src: url(/fonts/be-vietnam-pro-${part}-${weight}-normal.woff2) format("woff2"); unicode-range: ${range}; }`,
    ),
  )
  .join('\n')

/** The look of the till's screens (Be Vietnam Pro, near-white ground, one accent, AA contrast), on a page without script. */
export const firstPageStyle = `${faces}
:root { color-scheme: light dark; --ground: #fbfbf9; --text: #17181a; --quiet: #55595f; --line: #dcdcd6;
  --panel: #ffffff; --accent: #0b6b50; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #141618; --text: #f2f2ee; --quiet: #b3b7bb; --line: #34383c;
  --panel: #1d2023; --accent: #5fd3ac; --on-accent: #10231c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.5;
  font: 400 18px/1.5 "Be Vietnam Pro", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1100px; margin: 0 auto; padding: 32px 24px 48px; }
header { margin-bottom: 32px; max-width: 46em; }
h1 { font-size: 40px; font-weight: 600; margin: 0 0 8px; letter-spacing: -0.02em; }
h2 { font-size: 24px; font-weight: 600; margin: 40px 0 12px; }
h3 { font-size: 20px; font-weight: 600; margin: 0 0 4px; }
p { margin: 0 0 8px; }
[lang="en"] { color: var(--quiet); font-weight: 400; }
h2 [lang="en"], th [lang="en"] { font-size: 0.75em; margin-left: 4px; }
.quiet { color: var(--quiet); font-size: 16px; }
.tills, .cards { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); }
.till, .card { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: 20px;
  display: flex; flex-direction: column; }
.till .quiet { margin: auto 0 0; }
.code { font-weight: 600; letter-spacing: 0.06em; }
.till .code { font-size: 26px; }
.button { display: block; text-align: center; background: var(--accent); color: var(--on-accent); font-weight: 600;
  text-decoration: none; padding: 12px 16px; border-radius: 8px; }
.button [lang="en"] { color: inherit; margin-left: 4px; }
.button.secondary { background: transparent; color: var(--accent); border: 1px solid var(--accent); }
.button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.points { font-size: 28px; font-weight: 600; }
.phone { font-weight: 600; }
.symbols { display: flex; gap: 12px; align-items: center; justify-content: space-between; background: #fff;
  border-radius: 8px; padding: 8px; margin-top: auto; }
.symbols svg { display: block; width: 100%; height: auto; }
.ean13 { width: 62%; } .qrcode { width: 32%; }
.card p.quiet [lang="en"] { display: block; }
.tills + .quiet { margin-top: 12px; }
.card.ended { border-style: dashed; }
.staff { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; }
th, td { text-align: left; padding: 10px 16px; border-bottom: 1px solid var(--line); }
th { font-weight: 600; font-size: 16px; }
tbody tr:last-child td { border-bottom: 0; }
footer { margin-top: 40px; color: var(--quiet); font-size: 16px; }
a { color: var(--accent); }
`
