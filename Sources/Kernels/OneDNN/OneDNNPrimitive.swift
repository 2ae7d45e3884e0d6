import COneDNN

/// One compiled kernel of oneDNN: a convolution, say, or a copy between layouts. May run on several threads at once.
final class OneDNNPrimitive: @unchecked Sendable {
    /// An argument: its place in the call, its layout, its bytes.
    struct Argument {
        let place: Int32
        let descriptor: UnsafeRawPointer
        let bytes: UnsafeMutableRawPointer
    }

    private let owner: OneDNN
    /// What it was compiled from; a derivative asks for that of its forward kernel.
    let descriptor: dnnl_primitive_desc_t
    private let primitive: dnnl_primitive_t

    /// Compiles what `describe` describes, for one thread; `nil` where oneDNN has no such kernel.
    init?(_ owner: OneDNN, _ describe: (inout dnnl_primitive_desc_t?) -> dnnl_status_t) {
        owner.holdToOneThread()
        var descriptor: dnnl_primitive_desc_t?
        var primitive: dnnl_primitive_t?
        guard describe(&descriptor) == dnnl_success, let descriptor else { return nil }
        OneDNNObjects.made(.primitiveDescriptor)
        guard avts_dnnl_primitive_create(owner.library, &primitive, descriptor) == dnnl_success, let primitive else {
            avts_dnnl_primitive_desc_destroy(owner.library, descriptor)
            OneDNNObjects.destroyed(.primitiveDescriptor)
            return nil
        }
        OneDNNObjects.made(.primitive)
        (self.owner, self.descriptor, self.primitive) = (owner, descriptor, primitive)
    }

    /// What it compiled is megabytes of code for a large kernel: it goes with the plan that holds it.
    deinit {
        avts_dnnl_primitive_destroy(owner.library, primitive)
        OneDNNObjects.destroyed(.primitive)
        avts_dnnl_primitive_desc_destroy(owner.library, descriptor)
        OneDNNObjects.destroyed(.primitiveDescriptor)
    }

    /// Which of oneDNN's kernels it is, such as "brgconv:avx512_core".
    var kernelName: String { String(cString: avts_dnnl_kernel_name(owner.library, descriptor)) }

    /// The layout it wants of an argument.
    func descriptor(of argument: dnnl_query_t) -> UnsafeRawPointer {
        avts_dnnl_query_memory_desc(owner.library, descriptor, argument)
    }

    /// Bytes it wants for an argument, 0 if it has no such argument.
    func bytes(of argument: dnnl_query_t) -> Int { avts_dnnl_memory_desc_size(owner.library, descriptor(of: argument)) }

    /// An argument in the layout it wants.
    func argument(_ place: Int32, _ what: dnnl_query_t, _ floats: UnsafePointer<Float>) -> Argument {
        Argument(place: place, descriptor: descriptor(of: what), bytes: UnsafeMutableRawPointer(mutating: floats))
    }

    /// Computes with `arguments` on the calling thread; scratch memory comes from the pool.
    func run(_ arguments: [Argument]) {
        owner.holdToOneThread()
        let scratch = descriptor(of: dnnl_query_scratchpad_md)
        let scratchBytes = avts_dnnl_memory_desc_size(owner.library, scratch)
        BufferPool.withScratch((scratchBytes + 3) / 4) { bytes in
            let place = Argument(place: OneDNNPlace.scratch, descriptor: scratch, bytes: UnsafeMutableRawPointer(bytes))
            execute(arguments + [place])
        }
    }

    private func execute(_ arguments: [Argument]) {
        var memories: [dnnl_exec_arg_t] = []
        var status = dnnl_success
        for argument in arguments where status == dnnl_success {
            var memory: dnnl_memory_t?
            status = avts_dnnl_memory_create(owner.library, &memory, argument.descriptor, owner.engine, argument.bytes)
            guard let memory else { continue }
            OneDNNObjects.made(.memory)
            memories.append(dnnl_exec_arg_t(arg: argument.place, memory: memory))
        }
        if status == dnnl_success {
            status = avts_dnnl_execute(owner.library, primitive, owner.stream, Int32(memories.count), memories)
        }
        for memory in memories {
            avts_dnnl_memory_destroy(owner.library, memory.memory)
            OneDNNObjects.destroyed(.memory)
        }
        // After all is given back: what follows unwinds nothing.
        if status == dnnl_out_of_memory {
            return KernelFailure.report(MemoryError(bytes: 0, inUse: BufferPool.statistics().liveBytes))
        }
        if status != dnnl_success { KernelFailure.report("oneDNN: \(kernelName) failed, status \(status.rawValue)") }
    }
}
