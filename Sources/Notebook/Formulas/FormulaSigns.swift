/// The signs that TeX has names for.
enum FormulaSigns {
    /// A sign that stands for itself.
    static func plain(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "-": return Formula.sign("−")
        case "*": return Formula.sign("∗")
        case "~": return "<mspace width=\"0.3em\"></mspace>"
        default:
            return scalar.properties.isAlphabetic ? Formula.identifier(String(scalar)) : Formula.sign(String(scalar))
        }
    }

    static let letters: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
        "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
        "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
        "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
        "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı",
        "jmath": "ȷ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "infty": "∞", "emptyset": "∅", "varnothing": "∅", "partial": "∂",
        "nabla": "∇", "top": "⊤", "bot": "⊥", "angle": "∠", "S": "§", "degree": "°",
    ]
    static let large: [String: String] = [
        "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
        "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "⨆",
    ]
    static let functions: Set<String> = [
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log", "ln", "lg",
        "exp", "lim", "max", "min", "sup", "inf", "limsup", "liminf", "arg", "argmax", "argmin", "det", "dim", "ker", "hom",
        "deg",
        "gcd", "Pr", "bmod", "mod",
    ]
    /// Those whose index stands beneath them in a displayed formula.
    static let limits: Set<String> = [
        "lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin", "det", "Pr", "gcd",
    ]
    static let signs: [String: String] = [
        "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "∙",
        "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "ominus": "⊖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "neg": "¬",
        "lnot": "¬", "cup": "∪", "cap": "∩", "setminus": "∖", "leq": "≤", "le": "≤", "leqslant": "⩽", "geq": "≥", "ge": "≥",
        "geqslant": "⩾", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡",
        "propto": "∝", "ll": "≪", "gg": "≫", "prec": "≺", "succ": "≻", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂",
        "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←",
        "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "iff": "⟺", "Leftrightarrow": "⇔",
        "longrightarrow": "⟶", "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "forall": "∀", "exists": "∃", "nexists": "∄",
        "ldots": "…", "dots": "…", "dotsc": "…", "cdots": "⋯", "dotsb": "⋯", "vdots": "⋮", "ddots": "⋱", "mid": "∣",
        "parallel": "∥", "perp": "⟂", "prime": "′", "vdash": "⊢", "models": "⊨", "therefore": "∴", "because": "∵", "colon": ":",
        "triangleq": "≜", "coloneqq": "≔", "doteq": "≐", "asymp": "≍", "dagger": "†", "backslash": "\\", "surd": "√",
    ]
    static let brackets: [String: String] = [
        "{": "{", "}": "}", "|": "‖", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "vert": "|", "lvert": "|",
        "rvert": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
        "lceil": "⌈", "rceil": "⌉", "lgroup": "⟮", "rgroup": "⟯",
    ]
    static let spaces: [String: String] = [
        ",": "0.167em", ":": "0.222em", ">": "0.222em", ";": "0.278em", "!": "-0.167em", " ": "0.25em", "quad": "1em",
        "qquad": "2em", "enspace": "0.5em", "thinspace": "0.167em",
    ]
    static let sizes: [String: String] = [
        "big": "1.2em", "bigl": "1.2em", "bigr": "1.2em", "bigm": "1.2em", "Big": "1.8em", "Bigl": "1.8em", "Bigr": "1.8em",
        "Bigm": "1.8em", "bigg": "2.4em", "biggl": "2.4em", "biggr": "2.4em", "Bigg": "3em", "Biggl": "3em", "Biggr": "3em",
    ]
    /// The sign, and whether it stands over what it marks.
    static let accents: [String: (String, Bool)] = [
        "hat": ("^", true), "widehat": ("^", true), "bar": ("¯", true), "overline": ("¯", true), "underline": ("_", false),
        "tilde": ("~", true), "widetilde": ("~", true), "vec": ("→", true), "overrightarrow": ("→", true), "dot": ("˙", true),
        "ddot": ("¨", true), "check": ("ˇ", true), "breve": ("˘", true), "acute": ("´", true), "grave": ("`", true),
        "mathring": ("˚", true), "overbrace": ("⏞", true), "underbrace": ("⏟", false),
    ]
}
