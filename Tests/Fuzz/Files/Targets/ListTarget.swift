import Datasets
import Foundation

/// The lists that data sets come with.
struct ListTarget: FileTarget {
    static let name = "lists"
    static let about = "CSV lists and split files of data sets, read by the set's layout"
    static let errors: [any Error.Type] = [DatasetError.self]
    private let folder: String

    /// A layout: the lists that are mutated, the files beside them, and who reads it.
    private struct Layout {
        var lists: [String: String]
        var files: [String]
        var read: @Sendable (String) throws -> Void
    }

    private static let layouts: [String: Layout] = [
        "ucf": Layout(
            lists: [
                "ucfTrainTestlist/trainlist01.txt": "A/v_A_g01_c01.avi 1\r\nB/v_B_g01_c01.avi 2\r\n",
                "ucfTrainTestlist/testlist01.txt": "A/v_A_g02_c01.avi\n", "ucfTrainTestlist/classInd.txt": "1 A\n2 B\n",
            ], files: ["UCF-101/A/v_A_g01_c01.avi", "UCF-101/B/v_B_g01_c01.avi", "UCF-101/A/v_A_g02_c01.avi"]
        ) { _ = try UCF101(root: $0).split(1) },
        "hmdb": Layout(
            lists: ["splits/a_test_split1.txt": "one.avi 1 \r\ntwo.avi 2 \r\nthree.avi 0 \r\n"],
            files: ["hmdb51_org/a/one.avi", "hmdb51_org/a/two.avi", "hmdb51_org/a/three.avi"]
        ) { _ = try HMDB51(root: $0).split(1) },
        "esc": Layout(
            lists: [
                "meta/esc50.csv":
                    "filename,fold,target,category,esc10,src_file,take\r\n1-1-A-0.wav,1,0,\"dog, big\",True,1,A\r\n2-2-A-0.wav,2,0,dog,True,2,A\r\n"
            ], files: ["audio/1-1-A-0.wav", "audio/2-2-A-0.wav"]
        ) { _ = try ESC50(root: $0).fold(1) },
        "kinetics": Layout(
            lists: ["train.csv": "label,youtube_id,time_start,time_end\nriding \"\"a bike,abcdefghijk,1,11\n"],
            files: ["train/abcdefghijk_000001_000011.mp4"]
        ) { _ = try Kinetics400(root: $0).videos(.train) },
        "audioset": Layout(
            lists: [
                "eval_segments.csv": "# a\n# b\nabcdefghijk, 30.000, 40.000, \"/m/1,/m/2\"\n",
                "class_labels_indices.csv": "index,mid,display_name\n0,/m/1,One\n1,/m/2,\"Two, or so\"\n",
            ], files: ["eval_segments/Yabcdefghijk.mp4"]
        ) { _ = try AudioSet(root: $0).clips(.evaluation) },
        "own": Layout(
            lists: [
                "list.csv":
                    "file,label,start,end,split,group\r\none.mp4,\"dog, big\",0,1.5,train,a\r\none.mp4,cat,1.5,,train,a\r\ntwo.mp4,cat,,,test,\r\nthree.mp4,\"dog, big\",2,3,val,\r\n"
            ], files: ["one.mp4", "two.mp4", "three.mp4"]
        ) { root in
            let list = try MediaList("\(root)/list.csv")
            _ = try list.split()
            _ = try list.splits()
        },
        "plain": Layout(lists: ["list.txt": "one.mp4\r\n\nsub/two.mp4\n"], files: ["one.mp4", "sub/two.mp4"]) {
            _ = try MediaList("\($0)/list.txt").videos()
        },
        "flickr": Layout(
            lists: ["list.txt": "one\nhttp://www.flickr.com/videos/u/two/play/orig/s\n"],
            files: ["video/one.mp4", "video/two.mp4"]
        ) { _ = try FlickrSoundNet(root: $0).videos(list: "\($0)/list.txt") },
    ]

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        layouts.flatMap { layout, value in
            value.lists.map { FileSample(name: sampleName(layout, $0.key), bytes: Array($0.value.utf8)) }
        }
    }

    private static func sampleName(_ layout: String, _ list: String) -> String {
        layout + "-" + list.replacing("/", with: "-")
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.text(sample.bytes) }

    init(_ samples: [FileSample], folder: String) throws {
        self.folder = folder
        for (name, layout) in Self.layouts {
            for file in layout.files { try write([0x78], to: "\(name)/\(file)") }
            for (list, text) in layout.lists { try write(Array(text.utf8), to: "\(name)/\(list)") }
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let name = String(sample.name.prefix { $0 != "-" })
        guard let layout = Self.layouts[name],
            let list = layout.lists.keys.first(where: { Self.sampleName(name, $0) == sample.name })
        else { throw WrongRead(description: "no layout has the list \(sample.name)") }
        let path = URL(fileURLWithPath: "\(folder)/\(name)/\(list)")
        try Data(bytes).write(to: path)
        defer { try? Data(sample.bytes).write(to: path) }
        do { try layout.read("\(folder)/\(name)") } catch let error as DatasetError {
            let words = "\(error)"
            // Two parts that share an item are told by their names.
            if case .leak = error { throw error }
            guard words.contains("\(folder)/\(name)"), words.utf8.count < 6000 else {
                throw WrongRead(description: "an error of \(words.utf8.count) bytes: \(words.prefix(400))")
            }
            throw error
        }
    }
}
