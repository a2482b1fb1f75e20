namespace Bdlm.Lab.Reproduction.Reports.Texts;

/// <summary>How the page looks: one column that fits a phone, tables that scroll in their own box, dark where the reader wants it.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet. Plots keep a light card in the dark, for their colours are made for it.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1a1d21; --paper: #ffffff; --soft: #5a6270; --line: #d5dae1; --band: #f3f5f8; --link: #005a9c; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #16191d; --soft: #a7b0bd; --line: #3a414b; --band: #1f242a; --link: #7cc0ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
        h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .6rem; }
        a { color: var(--link); }
        .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; -webkit-overflow-scrolling: touch; }
        .scroll:focus-visible { outline: 2px solid var(--link); }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
        caption { caption-side: bottom; text-align: left; padding: .5rem .6rem; color: var(--soft); font-size: .85rem; }
        caption span { display: block; position: sticky; left: .6rem; max-width: calc(100vw - 4rem); }
        th, td { padding: .35rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
        thead th { background: var(--band); font-weight: 600; }
        th.text, td.text, tbody th { text-align: left; }
        thead th:first-child { text-align: left; }
        tbody th { font-weight: 600; }
        .figures tbody th { position: sticky; left: 0; background: var(--paper); max-width: 38vw; white-space: normal; }
        .words th, .words td { white-space: normal; text-align: left; vertical-align: top; }
        figure { margin: 1rem 0; }
        .card { background: #ffffff; border: 1px solid var(--line); border-radius: 6px; padding: .25rem; }
        .card svg { display: block; width: 100%; height: auto; max-width: 760px; margin: 0 auto; }
        figcaption { color: var(--soft); font-size: .85rem; margin-top: .3rem; }
        pre { overflow-x: auto; background: var(--band); padding: .7rem; border-radius: 6px; }
        li { margin: .2rem 0; }

        """;
}
