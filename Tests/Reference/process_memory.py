"""How much memory a program has taken that works in two processes."""
import glob


def peak_kibibytes(process):
    """The peak of a process in KiB so far, and with it that of the process in which avts-nb runs its cells; compilers are left out."""
    total, name = 0, ""
    try:
        with open(f"/proc/{process}/status") as status:
            for line in status:
                if line.startswith("VmHWM"):
                    total = int(line.split()[1])
        for path in glob.glob(f"/proc/{process}/task/*/children"):
            with open(path) as children:
                for child in children.read().split():
                    with open(f"/proc/{child}/comm") as comm:
                        name = comm.read().strip()
                    if name == "avts-nb-session":
                        total += peak_kibibytes(child)
    except (FileNotFoundError, ProcessLookupError):
        pass  # it ended meanwhile
    return total
