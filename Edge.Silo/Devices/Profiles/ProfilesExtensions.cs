namespace OrleansCare.Edge.Devices.Profiles;

internal static class ProfilesExtensions
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddOptions<ProfileOptions>().BindConfiguration("Profiles").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProfileWatch>();
        services.AddSingleton<ProfileDesk>();
    }
}
