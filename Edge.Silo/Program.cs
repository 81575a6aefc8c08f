using OrleansCare.Edge.Hosting;
using OrleansCare.Hosting;

return await Silo.RunAsync("The edge silo", () => EdgeHost.Build(args));
