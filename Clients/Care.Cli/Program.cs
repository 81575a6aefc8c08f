using OrleansCare.Cli.Commands;

return await CareCommand.RunAsync(args, Console.OpenStandardOutput);
