/// A notebook, and what its last run made, in another form.
public struct Exporter: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case html, md, ipynb
    }

    let document: Document
    /// The last run, when it was of this very text.
    let record: RunRecord?
    let folder: OutputFolder?

    /// - Parameter folder: the output folder of the last run; a run of another text is left out.
    public init(document: Document, folder: OutputFolder?) {
        self.document = document
        let newest = folder?.newest
        let isCurrent = newest?.record.fingerprint == document.fingerprint
        self.record = isCurrent ? newest?.record.listed(in: newest?.folder) : nil
        self.folder = isCurrent ? newest?.folder : nil
    }

    /// True when the export holds what a run printed and drew.
    public var hasOutputs: Bool { record != nil }

    /// - Parameters:
    ///   - place: the folder that the exported file will lie in; nil for the notebook's own.
    ///   - link: turns a path within the output folder into one that the exported file can name; nil for one that it cannot.
    public func export(to format: Format, in place: String? = nil, link: (String) -> String? = { $0 }) -> String {
        switch format {
        case .html:
            var finished: [String: String] = [:]
            return withoutActuallyEscaping(link) { link in
                ReportPage(document: document, record: record, folder: folder, place: place, link: link).html(finished: &finished)
            }
        case .md: return markdown(link)
        case .ipynb: return ipynb()
        }
    }
}
