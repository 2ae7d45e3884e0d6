/// Formulas as people read them without a typesetter: `\frac1N \sum_i y_i^2` becomes `1/N ∑ᵢ yᵢ²` in HTML.
///
/// What is not known keeps its name, so that nothing is lost.
enum MathText {
    static func html(_ source: String) -> String {
        var reader = Reader(characters: Array(source))
        return reader.sequence(until: nil)
    }

    private static let symbols: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
        "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
        "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
        "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "sum": "∑",
        "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "infty": "∞", "times": "×", "cdot": "·", "pm": "±",
        "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡",
        "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "to": "→", "rightarrow": "→", "leftarrow": "←",
        "Rightarrow": "⇒", "mapsto": "↦", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "cdots": "⋯",
        "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "propto": "∝", "mid": " | ", "ll": "≪", "gg": "≫", "circ": "∘",
        "quad": " \u{2003}", "qquad": " \u{2003}\u{2003}", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "\\": "<br>",
        "{": "{", "}": "}", "%": "%", "$": "$", "_": "_", "&": "&amp;", "|": "‖", "lVert": "‖", "rVert": "‖", "Vert": "‖",
        "langle": "⟨", "rangle": "⟩", "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "displaystyle": "",
        "limits": "", "top": "⊤", "ell": "ℓ", "star": "⋆", "ast": "∗", "prime": "′",
    ]
    /// Commands whose argument is set upright, or as it is.
    private static let wrappers: [String: String] = [
        "text": "span class=\"up\"", "mathrm": "span class=\"up\"", "operatorname": "span class=\"up\"", "mathbf": "b",
        "boldsymbol": "b",
        "mathit": "i", "mathcal": "i", "mathbb": "b", "hat": "span class=\"hat\"", "bar": "span class=\"bar\"",
        "overline": "span class=\"bar\"", "tilde": "span class=\"tilde\"", "vec": "b",
    ]

    private struct Reader {
        let characters: [Character]
        var index = 0

        mutating func sequence(until end: Character?) -> String {
            var result = ""
            while index < characters.count {
                if characters[index] == end {
                    index += 1
                    return result
                }
                result += atom()
            }
            return result
        }

        mutating func atom() -> String {
            let character = characters[index]
            index += 1
            switch character {
            case "{": return sequence(until: "}")
            case "^": return "<sup>\(argument())</sup>"
            case "_": return "<sub>\(argument())</sub>"
            case "\\": return command()
            case "~": return " "
            case "-": return "−"
            case "*": return "∗"
            case "'": return "′"
            default: return character.isASCII && character.isLetter ? "<i>\(character)</i>" : HTML.escape(String(character))
            }
        }

        /// The next group or the next single sign.
        mutating func argument() -> String {
            while index < characters.count, characters[index] == " " { index += 1 }
            return index < characters.count ? atom() : ""
        }

        mutating func command() -> String {
            guard index < characters.count else { return "\\" }
            var name = String(characters[index...].prefix { $0.isASCII && $0.isLetter })
            if name.isEmpty { name = String(characters[index]) }
            index += name.count
            switch name {
            case "frac", "tfrac", "dfrac":
                let top = argument(), bottom = argument()
                return "<span class=\"frac\"><span>\(top)</span><span>\(bottom)</span></span>"
            case "sqrt": return "√<span class=\"bar\">\(argument())</span>"
            case "begin", "end":
                _ = argument()
                return ""
            default:
                if let tag = MathText.wrappers[name] {
                    let body = name == "text" || name == "mathrm" || name == "operatorname" ? upright() : argument()
                    return "<\(tag)>\(body)</\(tag.prefix { $0 != " " })>"
                }
                return MathText.symbols[name] ?? "<span class=\"up\">\(HTML.escape(name))</span>"
            }
        }

        /// A group taken as words.
        mutating func upright() -> String {
            guard index < characters.count, characters[index] == "{" else { return argument() }
            let body = characters[(index + 1)...].prefix { $0 != "}" }
            index = min(characters.count, index + body.count + 2)
            return HTML.escape(String(body))
        }
    }
}
