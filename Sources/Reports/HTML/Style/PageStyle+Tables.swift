// Lists of scenarios, runs and numbers.
extension PageStyle {
    static let tables = """
        table{border-collapse:collapse;width:100%}
        caption{text-align:start;color:var(--muted);padding:.4rem 0 .2rem}
        th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;font-weight:400}
        thead th{color:var(--muted);font-size:.85rem;border-bottom:1px solid var(--border)}
        .number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
        table.scenarios>tbody>tr.scenario{border-bottom:1px solid var(--border)}
        table.scenarios>tbody>tr.scenario>*{padding-block:.45rem}
        tr.scenario th{width:100%}
        tr.scenario td.number{padding-inline-start:1rem}
        .name{font-weight:600;overflow-wrap:anywhere}
        tr.scenario .place{display:block;padding-inline-start:1.3rem}
        .reason{display:block;color:var(--muted);padding-inline-start:1.3rem}
        td.status{white-space:nowrap;padding-inline-end:1rem}
        tr.detail>td{padding:.2rem 0 .8rem 1.5rem}
        table.runs td,table.runs th{border-bottom:1px solid var(--border);padding-block:.2rem;font-size:.92rem}
        table.runs th{overflow-wrap:anywhere}
        td.mini{width:35%;min-width:5rem;vertical-align:middle}
        svg.mini{display:block}
        table.figures{width:auto;min-width:min(26rem,100%);font-size:.92rem}
        table.figures th,table.figures td{padding-inline-end:1.2rem}
        table.figures td{white-space:nowrap}
        .notes td,.notes th,.attempts td,.attempts th,.faults td,.faults th{font-size:.9rem;overflow-wrap:anywhere}
        .notes{width:auto}
        .notes th{overflow-wrap:break-word;min-width:5rem}
        .wide{overflow-x:auto}
        @media (max-width:40rem){
        table.scenarios thead{display:none}
        table.scenarios>tbody>tr.scenario{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:0 .6rem}
        tr.scenario th{grid-column:1/-1;grid-row:1}
        table.scenarios>tbody>tr.scenario>*{padding-block:.15rem}
        tr.scenario>td.number{text-align:start;color:var(--muted);white-space:normal;padding-inline-start:0}
        tr.scenario>td:last-child{grid-column:1/-1}
        tr.detail>td{padding-inline-start:.5rem}
        td.mini{display:none}
        }

        """
}
