using System.Runtime.InteropServices;

namespace OrleansCare.Onnx;

/// <summary>
/// The functions used of ONNX Runtime's C API. <c>OrtGetApiBase()->GetApi(1)</c> returns a struct of function pointers (onnxruntime_c_api.h,
/// struct OrtApi) to which entries are only appended: its source asserts that entry 101 is ReleaseCustomOpDomain, the last of version 1.
/// The numbers below count the entries from 0; all are of version 1.
/// </summary>
internal sealed unsafe class OrtApi
{
    public const string Version = "1.27.0";
    public const string Library = "libonnxruntime.so.1";

    private const uint ApiVersion = 1;
    private const int LogWarning = 2;
    private const int OptimizeAll = 99;
    private const int Sequential = 0;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private static readonly Lazy<OrtApi> Instance = new(() => new OrtApi());

    private readonly void** _table;

    private OrtApi()
    {
        var api = GetTable();
        _table = api;
        nint env, info;
        fixed (byte* name = "care\0"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)api[3])(LogWarning, name, &env), OnnxError.RuntimeUnavailable); // CreateEnv
        }

        Check(((delegate* unmanaged<nint, nint>)api[6])(env), OnnxError.RuntimeUnavailable); // DisableTelemetryEvents
        Check(((delegate* unmanaged<int, int, nint*, nint>)api[69])(ArenaAllocator, DefaultMemory, &info), OnnxError.RuntimeUnavailable); // CreateCpuMemoryInfo
        Environment = env;
        CpuMemory = info;
        Run = (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)api[9];
        SessionGetInputCount = (delegate* unmanaged<nint, nuint*, nint>)api[30];
        SessionGetOutputCount = (delegate* unmanaged<nint, nuint*, nint>)api[31];
        SessionGetInputTypeInfo = (delegate* unmanaged<nint, nuint, nint*, nint>)api[33];
        SessionGetOutputTypeInfo = (delegate* unmanaged<nint, nuint, nint*, nint>)api[34];
        SessionGetInputName = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)api[36];
        SessionGetOutputName = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)api[37];
        CreateTensorWithData = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)api[49];
        CastTypeInfoToTensorInfo = (delegate* unmanaged<nint, nint*, nint>)api[55];
        GetTensorElementType = (delegate* unmanaged<nint, int*, nint>)api[60];
        GetDimensionsCount = (delegate* unmanaged<nint, nuint*, nint>)api[61];
        GetDimensions = (delegate* unmanaged<nint, long*, nuint, nint>)api[62];
        AllocatorFree = (delegate* unmanaged<nint, void*, nint>)api[76];
        GetAllocator = (delegate* unmanaged<nint*, nint>)api[78];
        ReleaseSession = (delegate* unmanaged<nint, void>)api[95];
        ReleaseValue = (delegate* unmanaged<nint, void>)api[96];
        ReleaseTypeInfo = (delegate* unmanaged<nint, void>)api[98];
    }

    /// <summary>The process's only instance; the environment lives as long as the process.</summary>
    /// <exception cref="OnnxException">RuntimeUnavailable.</exception>
    public static OrtApi Get() => Instance.Value;

    public readonly nint Environment;
    public readonly nint CpuMemory;
    public readonly delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;
    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount;
    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount;
    public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName;
    public readonly delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithData;
    public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo;
    public readonly delegate* unmanaged<nint, int*, nint> GetTensorElementType;
    public readonly delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;
    public readonly delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;
    public readonly delegate* unmanaged<nint, void*, nint> AllocatorFree;
    public readonly delegate* unmanaged<nint*, nint> GetAllocator;
    public readonly delegate* unmanaged<nint, void> ReleaseSession;
    public readonly delegate* unmanaged<nint, void> ReleaseValue;
    public readonly delegate* unmanaged<nint, void> ReleaseTypeInfo;

    /// <summary>One thread, the caller's: no pool, so nothing spins.</summary>
    public nint CreateSession(ReadOnlySpan<byte> model)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_table[10])(&options), OnnxError.RunFailed); // CreateSessionOptions
        try
        {
            Check(((delegate* unmanaged<nint, int, nint>)_table[13])(options, Sequential), OnnxError.RunFailed); // SetSessionExecutionMode
            Check(((delegate* unmanaged<nint, int, nint>)_table[23])(options, OptimizeAll), OnnxError.RunFailed); // SetSessionGraphOptimizationLevel
            Check(((delegate* unmanaged<nint, int, nint>)_table[24])(options, 1), OnnxError.RunFailed); // SetIntraOpNumThreads
            Check(((delegate* unmanaged<nint, int, nint>)_table[25])(options, 1), OnnxError.RunFailed); // SetInterOpNumThreads
            fixed (byte* bytes = model)
            {
                Check( // CreateSessionFromArray
                    ((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)_table[8])(Environment, bytes, (nuint)model.Length, options, &session),
                    OnnxError.BadModel);
            }

            return session;
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_table[100])(options); // ReleaseSessionOptions
        }
    }

    public void Check(nint status, OnnxError error)
    {
        if (status != 0)
        {
            Throw(status, error);
        }
    }

    private void Throw(nint status, OnnxError error)
    {
        var text = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)_table[2])(status)); // GetErrorMessage
        ((delegate* unmanaged<nint, void>)_table[93])(status); // ReleaseStatus
        throw new OnnxException(error, $"ONNX Runtime: {text}");
    }

    private static void** GetTable()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new OnnxException(
                OnnxError.RuntimeUnavailable, $"Models run on Linux x64 only; this is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}.");
        }

        var path = Path.Combine(AppContext.BaseDirectory, Library);
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxException(OnnxError.RuntimeUnavailable, $"{path} cannot be loaded; Runtime/Onnx/restore places it.", exception);
        }

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(void); }
        var apiBase = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        var table = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])());
        return version == Version && table is not null
            ? table
            : throw new OnnxException(OnnxError.RuntimeUnavailable, $"ONNX Runtime is version {version}, not {Version}.");
    }
}
