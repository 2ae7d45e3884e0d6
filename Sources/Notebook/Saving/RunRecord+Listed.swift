extension RunRecord {
    /// The record without the files that are no longer those it lists: what is shown in their place says so.
    func listed(in folder: OutputFolder?) -> RunRecord {
        var record = self
        for cell in record.cells.indices {
            for index in record.cells[cell].outputs.indices {
                var output = record.cells[cell].outputs[index]
                let missing = output.paths.filter { folder?.read($0) == nil }
                for path in missing { output.drop(path) }
                guard !missing.isEmpty else { continue }
                let words = "[left out, since it is not the file that the run made: \(missing.joined(separator: ", "))]"
                output.text = [output.text, words].compactMap(\.self).joined(separator: "\n")
                record.cells[cell].outputs[index] = output
            }
        }
        return record
    }
}
