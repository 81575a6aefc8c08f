using Orleans;

namespace OrleansCare.Edge.Association;

/// <summary>GET /api/associations?bed=: which device and which stay came to a bed or left it, when and why, the oldest first, by opaque keys.</summary>
internal static class AssociationEndpoint
{
    public static void MapAssociations(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/api/associations", (IGrainFactory grains, string? bed) => grains.GetGrain<IAssociationGrain>("association").History(bed).AsTask());
}
