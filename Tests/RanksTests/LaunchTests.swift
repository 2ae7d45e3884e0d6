import Work
import XCTest

final class LaunchTests: XCTestCase {
    func testAProcessByItself() {
        XCTAssertEqual(RankLaunch([:]), .alone)
        XCTAssertFalse(RankLaunch.alone.isShared)
        XCTAssertTrue(RankLaunch.alone.isFirst)
        XCTAssertEqual(RankLaunch(["OMPI_COMM_WORLD_RANK": "5", "OMPI_COMM_WORLD_SIZE": "2"]), .alone)
        // A batch script of Slurm's is no rank.
        XCTAssertEqual(RankLaunch(["SLURM_NTASKS": "4", "SLURM_PROCID": "0"]), .alone)
        XCTAssertNil(RankLaunch.complaint(["SLURM_NTASKS": "4", "SLURM_PROCID": "0"]))
    }

    func testMpirun() {
        let launch = RankLaunch([
            "OMPI_COMM_WORLD_RANK": "5", "OMPI_COMM_WORLD_SIZE": "8", "OMPI_COMM_WORLD_LOCAL_RANK": "1",
            "OMPI_COMM_WORLD_LOCAL_SIZE": "4",
        ])
        XCTAssertEqual(launch, RankLaunch(rank: 5, count: 8, localRank: 1, localCount: 4))
        XCTAssertEqual(launch.threads(ofCores: 16), 4)
        XCTAssertEqual(launch.threads(ofCores: 2), 1)
    }

    func testSlurm() {
        let tasks = ["SLURM_STEP_NUM_TASKS": "5", "PMIX_RANK": "4", "SLURM_LOCALID": "0", "SLURM_NODEID": "2"]
        XCTAssertEqual(
            RankLaunch(tasks.merging(["SLURM_STEP_TASKS_PER_NODE": "2(x2),1"]) { $1 }),
            RankLaunch(rank: 4, count: 5, localRank: 0, localCount: 1))
        XCTAssertEqual(
            RankLaunch(tasks.merging(["SLURM_STEP_TASKS_PER_NODE": "2(x2),1", "SLURM_NODEID": "1"]) { $1 }).localCount, 2)
    }

    func testProcessesThatCannotFindOneAnother() throws {
        let other = try XCTUnwrap(RankLaunch.complaint(["PMI_SIZE": "4", "PMI_RANK": "1"]))
        XCTAssert(other.contains("expected Open MPI's"), other)
        let srun = try XCTUnwrap(RankLaunch.complaint(["SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "1"]))
        XCTAssert(srun.contains("srun --mpi=pmix"), srun)
    }
}
