using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using OrleansCare.Benchmarks;
using OrleansCare.TestKit;

// In this process: the engine's other way, a generated project per benchmark, does not know the artifacts folder.
var shortRun = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
    .WithArtifactsPath(Repository.PathOf("artifacts", "benchmarks"));
if (args is ["--check", .. var patterns])
{
    string[] filter = ["--filter", .. patterns is [] ? ["*"] : patterns];
    return Budgets.Judge(BenchmarkSwitcher.FromAssembly(typeof(Budgets).Assembly).Run(filter, shortRun.WithOptions(ConfigOptions.JoinSummary)));
}

BenchmarkSwitcher.FromAssembly(typeof(Budgets).Assembly).Run(args, shortRun);
return 0;
