// Text, links and what can be pressed.
extension PageStyle {
    static let base = """
        *{box-sizing:border-box}
        [hidden]{display:none!important}
        html{background:var(--background);color:var(--text);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
        -webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0 auto;max-width:76rem;padding:1.25rem 1rem 3rem}
        h1{font-size:1.75rem;line-height:1.25;margin:0 0 .35rem;font-weight:650;text-wrap:balance}
        h2{font-size:1.2rem;margin:0 0 .75rem;font-weight:650}
        h3{font-size:1rem;margin:0 0 .6rem;font-weight:600;overflow-wrap:anywhere}
        p{margin:.35rem 0}
        a{color:var(--link);text-underline-offset:.15em}
        code,pre,.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
        font-size:.85rem}
        pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
        .place{color:var(--muted);overflow-wrap:anywhere}
        .quiet,.muted,.facts{color:var(--muted)}
        .good{color:var(--good)}.bad{color:var(--bad)}.doubtful{color:var(--doubtful)}
        .mark{font-weight:700}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip{position:absolute;left:-100rem;top:.25rem;background:var(--background);padding:.4rem .8rem;z-index:2}
        .skip:focus{left:.5rem}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
        #run-title:focus{outline:none}
        #run-title:focus-visible{outline:3px solid var(--link)}
        button,input{font:inherit;color:inherit}
        button{background:var(--surface);border:1px solid var(--muted);border-radius:6px;padding:.2rem .65rem;
        cursor:pointer;min-height:1.9rem}
        button:hover{border-color:var(--link);color:var(--link)}
        button.name{background:none;border:0;padding:0;text-align:start;font-weight:600;min-height:1.5rem}
        button.name::before{content:"▸";display:inline-block;width:1.1em;color:var(--muted)}
        button.name[aria-expanded=true]::before{content:"▾"}
        .copied{color:var(--good);margin-inline-start:.5rem}
        .by-hand{display:block;width:100%;height:8rem;margin:.5rem 0;color:var(--text);background:var(--surface)}
        details{margin:.5rem 0}
        summary{cursor:pointer;color:var(--link)}

        """
}
