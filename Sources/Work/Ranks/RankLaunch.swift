import Foundation

/// What a launcher (Open MPI's `mpirun`, Slurm's `srun`) says of this process: which of how many it is.
package struct RankLaunch: Sendable, Equatable {
    /// 0 for the first, below `count`.
    package var rank: Int
    /// Processes of the job, 1 or more.
    package var count: Int
    /// Which of this host's processes it is, from 0.
    package var localRank: Int
    /// Processes of the job on this host, 1 or more.
    package var localCount: Int

    /// A part of a job.
    package init(rank: Int, count: Int, localRank: Int, localCount: Int) {
        (self.rank, self.count, self.localRank, self.localCount) = (rank, count, localRank, localCount)
    }

    /// The name of this host.
    package static let host: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "a host without a name" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    /// One process by itself.
    package static let alone = RankLaunch(rank: 0, count: 1, localRank: 0, localCount: 1)

    /// What this process was started as.
    package static let current = RankLaunch(ProcessInfo.processInfo.environment)

    /// The name of the variable by which a front end has the process of its cells join the others.
    package static let joining = "AVTS_JOIN_RANKS"

    /// The variables by which a process takes itself for a rank.
    package static let variables = ["OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMIX_RANK"]

    /// Reads the variables that the launcher sets: `OMPI_COMM_WORLD_…`, or those of Slurm where it speaks PMIx; one process by itself where there
    /// are none.
    package init(_ environment: [String: String]) {
        func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
        self = .alone
        if let rank = number("OMPI_COMM_WORLD_RANK"), let count = number("OMPI_COMM_WORLD_SIZE") {
            (self.rank, self.count) = (rank, count)
            localRank = number("OMPI_COMM_WORLD_LOCAL_RANK") ?? 0
            localCount = number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? 1
        } else if let rank = number("PMIX_RANK"), let count = number("SLURM_STEP_NUM_TASKS") ?? number("SLURM_NTASKS") {
            (self.rank, self.count) = (rank, count)
            localRank = number("SLURM_LOCALID") ?? 0
            localCount = Self.tasks(environment["SLURM_STEP_TASKS_PER_NODE"], node: number("SLURM_NODEID") ?? 0) ?? 1
        }
        if count < 1 || !(0..<count).contains(rank) { self = .alone }
    }

    /// What is wrong with how the job was started, if anything: several processes that cannot find one another would do the same work side by side.
    package static func complaint(_ environment: [String: String]) -> String? {
        func number(_ name: String) -> Int { environment[name].flatMap { Int($0) } ?? 1 }
        if RankLaunch(environment).count > 1 { return nil }
        if number("PMI_SIZE") > 1 {
            return "found \(number("PMI_SIZE")) processes started by another MPI's launcher (PMI_SIZE), expected Open MPI's: "
                + "`mpirun` of the package openmpi-bin, or `srun --mpi=pmix`"
        }
        if number("SLURM_STEP_NUM_TASKS") > 1, environment["SLURM_PROCID"] != nil {
            return "found \(number("SLURM_STEP_NUM_TASKS")) tasks of srun without PMIx, by which they would find one another; "
                + "expected `srun --mpi=pmix`, or `mpirun`"
        }
        return nil
    }

    /// `2(x3),1` of a node: how many tasks it has.
    private static func tasks(_ text: String?, node: Int) -> Int? {
        var node = node
        for part in (text ?? "").split(separator: ",") {
            let pieces = part.split(whereSeparator: { "(x)".contains($0) })
            guard let tasks = pieces.first.flatMap({ Int($0) }) else { return nil }
            let nodes = pieces.count > 1 ? Int(pieces[1]) ?? 1 : 1
            if node < nodes { return tasks }
            node -= nodes
        }
        return nil
    }

    /// The first prints and writes.
    package var isFirst: Bool { rank == 0 }
    /// Whether there are others.
    package var isShared: Bool { count > 1 }

    /// This process's share of the host's cores, at least 1.
    package func threads(ofCores cores: Int) -> Int { max(1, cores / max(1, localCount)) }
}
