// Two runs side by side: their steps, and the lines of outputs that differ.
extension PageStyle {
    static let comparison = """
        details.against{border-top:1px solid var(--border);padding-top:.5rem}
        .choice select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--muted);
        border-radius:6px;padding:.2rem .4rem;max-width:100%}
        table.against{font-size:.92rem}
        table.against th,table.against td{border-bottom:1px solid var(--border);padding-block:.25rem;vertical-align:middle;
        overflow-wrap:break-word}
        table.against .number{padding-inline:.6rem .6rem}
        table.against td.pair{width:22%;min-width:6rem;padding-inline-end:1rem}
        table.against thead td{border-bottom:1px solid var(--border)}
        table.against tbody tr:last-child>*{font-weight:600;border-bottom:0}
        table.against tr.marked>*{background:var(--surface)}
        table.against tr.marked>th:first-child{box-shadow:inset 3px 0 var(--doubtful);padding-inline-start:.6rem}
        svg.pair{display:block;overflow:visible}
        rect.before{fill:var(--muted)}
        dl.sides{margin-top:.6rem}
        dl.sides dd{overflow-wrap:anywhere;max-height:none}
        pre.patch{border:1px solid var(--border);border-radius:6px;padding:.6rem .8rem;line-height:1.5}
        .patch span{display:block}
        .patch .removed{color:var(--bad)}
        .patch .added{color:var(--good)}
        @media (max-width:40rem){
        table.against td.pair,table.against thead td{display:none}
        }

        """
}
