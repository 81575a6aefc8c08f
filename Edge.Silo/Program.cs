using OrleansCare.Edge.Hosting;
using OrleansCare.Hosting;

return await SiloProcess.RunAsync("The edge silo", () => EdgeHost.Build(args));
