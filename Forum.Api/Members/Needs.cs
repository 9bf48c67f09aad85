using Microsoft.AspNetCore.Builder;

namespace Tryghedsforum.Api.Members;

/// <summary>Writes the policy on an endpoint, where a test and the interface's description find it; the use case itself demands it.</summary>
public static class Needs
{
    /// <summary>Names the policy of an endpoint.</summary>
    public static TBuilder NeedsPolicy<TBuilder>(this TBuilder endpoint, Policy policy)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(policy);
}
