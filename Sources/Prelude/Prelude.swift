import Script
import Synchronization
import Tensors

/// Everything that a cell may call: rows of natives, gathered from this room's folders.
public enum Prelude {
    /// A registry with all rows.
    public static func registry() -> NativeRegistry {
        let registry = NativeRegistry()
        for rows in [tensorRows, networkRows, plotRows, mediaRows, learningRows, reportingRows] { registry.add(rows) }
        registry.synonyms = ForeignNames.synonyms
        registry.remedies = ForeignNames.remedies
        return registry
    }

    private static var tensorRows: [NativeRow] {
        interruptible(
            TensorRows.creation + TensorRows.arithmetic + TensorRows.functions + TensorRows.comparison
                + TensorRows.movement + TensorRows.joining + TensorRows.reductions + TensorRows.products
                + TensorRows.randomness) + TensorRows.properties + TensorRows.differentiation
    }

    private static var networkRows: [NativeRow] {
        interruptible(NeuralRows.all) + LayerRows.all + ModelRows.all + OptimizerRows.all
    }

    private static var plotRows: [NativeRow] { PlotRows.parts + PlotRows.curves + PlotRows.pictures }

    private static var mediaRows: [NativeRow] {
        attentive(
            interruptible(
                MediaRows.reading + MediaRows.information + MediaRows.clips + SignalRows.banks + SpectrumRows.all
                    + CepstrumRows.all)
                + MediaRows.copies)
    }

    private static var learningRows: [NativeRow] {
        WorldRows.all + DataRows.sets + DataRows.layouts + DataRows.pictures + ClipRows.all + NetworkRows.all + AVTSRows.choices
            + AVTSRows.configuration + AVTSRows.stages + AVTSRows.training + AVTSRows.correspondence + AVTSRows.films
            + AVTSRows.results + AVTSRows.claims + DownstreamRows.all
    }

    private static var reportingRows: [NativeRow] {
        ReportingRows.results + ReportingRows.checks + ReportingRows.tables + LoopProgress.rows + FileRows.all
    }

    /// Rows that may notice something though they go on: it is told where the cell prints, once for each registry.
    private static func attentive(_ rows: [NativeRow]) -> [NativeRow] {
        let told = ToldNotices()
        return rows.map { row in
            row.within { context, call in
                try withNotices({ if told.add($0) { context.emit(.output("warning: \($0)\n")) } }, call)
            }
        }
    }

    /// Rows whose call changes nothing but its value, so that it can be given up half-way.
    private static func interruptible(_ rows: [NativeRow]) -> [NativeRow] {
        rows.map { row in
            row.within { context, call in try withInterruption(polling: { try context.poll() }, call) }
        }
    }
}

/// The notices of a session, so that none is told twice.
private final class ToldNotices: Sendable {
    private let texts = Mutex<Set<String>>([])

    /// False for one that was there.
    func add(_ text: String) -> Bool { texts.withLock { $0.insert(text).inserted } }
}
