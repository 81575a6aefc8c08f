using OrleansCare.Cloud.Hosting;
using OrleansCare.Hosting;

return await SiloProcess.RunAsync("The cloud silo", () => CloudHost.Build(args));
