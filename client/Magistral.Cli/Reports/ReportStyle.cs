namespace Magistral.Cli.Reports;

/// <summary>The style sheet of reports: no fonts, images or scripts from elsewhere; follows the reader's light or dark setting.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --card: #f6f8fa; --rule: #d0d7de;
          --s1: #0550ae; --s2: #b35900; --s3: #116329; --s4: #a40e26; --s5: #6639ba; --s6: #1b7c83; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --paper: #0d1117; --card: #161b22; --rule: #30363d;
          --s1: #79c0ff; --s2: #ffa657; --s3: #7ee787; --s4: #ff7b72; --s5: #d2a8ff; --s6: #76e3ea; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; } h3 { margin: 0 0 .2rem; font-size: 1rem; }
        p, figcaption { color: var(--soft); margin: 0 0 .5rem; }
        table { border-collapse: collapse; } th, td { text-align: left; padding: .3rem 1.2rem .3rem 0; border-bottom: 1px solid var(--rule); } td.n { font-variant-numeric: tabular-nums; }
        .wide { overflow-x: auto; }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .8rem; margin: 1rem 0; }
        .facts div, figure, article { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .8rem 1rem; }
        .facts dt { color: var(--soft); font-size: .85rem; } .facts dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); gap: 1rem; } figure, article { margin: 0; }
        article { margin-bottom: 1rem; } svg { width: 100%; height: auto; display: block; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; margin: .3rem 0 0; list-style: none; font-size: .85rem; } .legend svg { display: inline; width: 2rem; height: .8rem; vertical-align: middle; margin-right: .35rem; }
        .grid { stroke: var(--rule); stroke-width: 1; } .tick, .axis { fill: var(--soft); font: 12px system-ui, sans-serif; } .bar { fill: var(--s1); }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .error { stroke-width: 1.5; } .dot { stroke: none; }
        .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); stroke-dasharray: 7 3; } .s3 { stroke: var(--s3); stroke-dasharray: 2 3; }
        .s4 { stroke: var(--s4); stroke-dasharray: 9 3 2 3; } .s5 { stroke: var(--s5); stroke-dasharray: 4 2; } .s6 { stroke: var(--s6); stroke-dasharray: 1 2; }
        .dot.s1 { fill: var(--s1); } .dot.s2 { fill: var(--s2); } .dot.s3 { fill: var(--s3); } .dot.s4 { fill: var(--s4); } .dot.s5 { fill: var(--s5); } .dot.s6 { fill: var(--s6); } .error { stroke-dasharray: none; }
        pre { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; font-size: .9rem; }
        summary { cursor: pointer; }
        """;
}
