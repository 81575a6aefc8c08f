using OrleansCare.Cloud.Hosting;
using OrleansCare.Hosting;

return await Silo.RunAsync("The cloud silo", () => CloudHost.Build(args));
