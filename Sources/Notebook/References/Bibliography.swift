import Files
import Foundation

/// The works that a notebook may cite, and how each is called: by its authors and its year.
struct Bibliography {
    /// By key.
    private(set) var works: [String: Work] = [:]
    /// What could not be read of the files, as a compiler prints it.
    private(set) var issues: [String] = []

    /// One work.
    struct Work {
        let entry: BibTeX.Entry
        let authors: [PersonName]
        let hasOthers: Bool
        /// A letter that tells works of one year and the same authors apart; "" for none.
        var letter = ""

        init(_ entry: BibTeX.Entry) {
            self.entry = entry
            (authors, hasOthers) = PersonName.list(entry.fields["author"] ?? entry.fields["editor"] ?? "")
        }

        /// `2018`, `n.d.`
        var year: String {
            let found = entry.fields["year"] ?? entry.fields["date"].map { String($0.prefix(4)) }
            return (found ?? "n.d.") + letter
        }

        /// `Korbar et al.`
        var names: String {
            switch authors.count {
            case 0: entry.fields["title"] ?? entry.key
            case 1: authors[0].family + (hasOthers ? " et al." : "")
            case 2 where !hasOthers: "\(authors[0].family) and \(authors[1].family)"
            default: "\(authors[0].family) et al."
            }
        }
    }

    /// What files beside a notebook hold; the first work of a key is the one that counts.
    ///
    /// - Parameter folder: the notebook's.
    init(_ files: [String], in folder: String) {
        for file in files {
            let path = PathText.absolute(file, from: folder)
            do throws(FileError) {
                let bytes = try RegularFile.contents(path, limit: 1 << 24)
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    issues.append("\(file): error: it is no text in UTF-8")
                    continue
                }
                let read = BibTeX(text)
                issues += read.issues.map { "\(file):\($0.line): error: \($0.message)" }
                for entry in read.entries {
                    if let first = works[entry.key] {
                        issues.append(
                            "\(file):\(entry.line): warning: `\(entry.key)` is there twice; the first, of line \(first.entry.line), counts"
                        )
                    } else {
                        works[entry.key] = Work(entry)
                    }
                }
            } catch { issues.append("\(file): error: \(error.reason)") }
        }
        let same = Dictionary(grouping: works.values) { "\($0.names) \($0.year)" }
        for group in same.values where group.count > 1 {
            for (work, letter) in zip(group.sorted { $0.entry.key < $1.entry.key }, "abcdefghijklmnopqrstuvwxyz") {
                works[work.entry.key]?.letter = String(letter)
            }
        }
    }

    var isEmpty: Bool { works.isEmpty }

    /// The list of the works that are cited, by their authors, as HTML.
    func list(of keys: Set<String>) -> String {
        let cited = keys.compactMap { works[$0] }.sorted {
            ($0.names.lowercased(), $0.year, $0.entry.key) < ($1.names.lowercased(), $1.year, $1.entry.key)
        }
        if cited.isEmpty { return "" }
        let items = cited.map { "<li id=\"\(Citation.anchor($0.entry.key))\">\($0.html)</li>\n" }.joined()
        return "<h2 id=\"references\">References</h2>\n<ul class=\"references\">\n\(items)</ul>\n"
    }
}

extension Bibliography.Work {
    /// As it stands in a list: authors, year, title, where it appeared, and a link.
    var html: String {
        func field(_ name: String) -> String? { entry.fields[name].map(HTML.escape) }
        var people = authors.map(\.reversed)
        if hasOthers { people.append("et al.") }
        let last = hasOthers ? nil : people.count > 1 ? people.removeLast() : nil
        let names = people.joined(separator: ", ") + (last.map { " and \($0)" } ?? "")
        var parts = [names.isEmpty ? "" : "\(HTML.escape(names)) (\(HTML.escape(year)))"]
        if let title = field("title") { parts.append(names.isEmpty ? "<em>\(title)</em> (\(HTML.escape(year)))" : title) }
        let pages = field("pages").map { "pp. \($0)" }
        if let journal = field("journal") ?? field("journaltitle") {
            let volume = field("volume").map { " \($0)" } ?? ""
            let number = field("number").map { "(\($0))" } ?? ""
            parts.append((["<em>\(journal)</em>\(volume)\(number)"] + [pages].compactMap(\.self)).joined(separator: ", "))
        } else if let book = field("booktitle") {
            parts.append((["In <em>\(book)</em>"] + [pages].compactMap(\.self)).joined(separator: ", "))
        }
        for name in ["publisher", "school", "institution", "howpublished", "note"] {
            if let text = field(name) { parts.append(text) }
        }
        let address = entry.fields["doi"].map { $0.hasPrefix("http") ? $0 : "https://doi.org/\($0)" } ?? entry.fields["url"]
        if let address, let link = HTML.safeLink(address) {
            parts.append("<a href=\"\(HTML.escape(link))\">\(HTML.escape(address))</a>")
        } else if let number = field("eprint") {
            parts.append("arXiv:\(number)")
        }
        return parts.filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }
}
