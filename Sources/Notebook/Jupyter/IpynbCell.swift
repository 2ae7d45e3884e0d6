/// A cell of Jupyter's, as a file of nbformat 4 has it, as far as it is read.
struct IpynbCell: Decodable {
    /// A text, or the lines of one.
    struct Lines: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let whole = try? value.decode(String.self) {
                text = whole
            } else {
                text = try value.decode([String].self).joined()
            }
        }
    }

    /// What this project's own export says of a cell.
    struct Ours: Decodable {
        var before: String?
        var open: String?
        var close: String?
        var expected: [Expected]?
        var role: String?
        /// The source, as it was exported.
        var source: String?
    }

    struct Expected: Decodable {
        var before: String
        var open: String
        var text: String
        var close: String

        var block: IpynbLayout.Expected {
            .init(wrapping: .init(before: before, open: open, close: close), text: text)
        }
    }

    struct Metadata: Decodable {
        var avtsnb: Ours?
        var tags: [String]?

        private enum CodingKeys: String, CodingKey { case avtsnb, tags }

        /// What others write under these names may be anything.
        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            avtsnb = try? values.decodeIfPresent(Ours.self, forKey: .avtsnb)
            tags = try? values.decodeIfPresent([String].self, forKey: .tags)
        }
    }

    var cell_type: String
    var source: Lines
    var metadata: Metadata?
    /// How many outputs it has: a run makes them anew.
    var outputs: [Nothing]?
    var attachments: [String: Nothing]?

    /// Anything, of which nothing is read.
    struct Nothing: Decodable { init(from decoder: any Decoder) throws {} }
}

/// A notebook of Jupyter's, as far as it is read.
struct IpynbFile: Decodable {
    struct Ours: Decodable {
        var front: String
        var after: String
        var expected: [IpynbCell.Expected]?
        /// The whole text, where blocks alone do not make it again byte by byte.
        var text: String?
        var digest: String?
    }

    struct Metadata: Decodable {
        struct Named: Decodable {
            var name: String?
            var language: String?
        }

        var kernelspec: Named?
        var language_info: Named?
        var title: String?
        var avtsnb: Ours?

        private enum CodingKeys: String, CodingKey { case kernelspec, language_info, title, avtsnb }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            kernelspec = try? values.decodeIfPresent(Named.self, forKey: .kernelspec)
            language_info = try? values.decodeIfPresent(Named.self, forKey: .language_info)
            title = try? values.decodeIfPresent(String.self, forKey: .title)
            avtsnb = try? values.decodeIfPresent(Ours.self, forKey: .avtsnb)
        }
    }

    var nbformat: Int
    var cells: [IpynbCell]?
    var metadata: Metadata?

    /// The language of its cells, in small letters; nil where it does not say.
    var language: String? { (metadata?.language_info?.name ?? metadata?.kernelspec?.language)?.lowercased() }
}
