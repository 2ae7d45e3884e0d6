import Script
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
        interruptible(MediaRows.reading + MediaRows.clips + SignalRows.banks) + MediaRows.copies
    }

    private static var learningRows: [NativeRow] {
        WorldRows.all + DataRows.sets + DataRows.layouts + DataRows.pictures + ClipRows.all + NetworkRows.all + AVTSRows.choices
            + AVTSRows.configuration + AVTSRows.stages + AVTSRows.training + AVTSRows.correspondence + AVTSRows.films
            + AVTSRows.results + AVTSRows.claims + DownstreamRows.all
    }

    private static var reportingRows: [NativeRow] {
        ReportingRows.results + ReportingRows.checks + ReportingRows.tables + LoopProgress.rows + FileRows.all
    }

    /// Rows whose call changes nothing but its value, so that it can be given up half-way.
    private static func interruptible(_ rows: [NativeRow]) -> [NativeRow] {
        rows.map { row in
            row.within { context, call in try withInterruption(polling: { try context.poll() }, call) }
        }
    }
}
