namespace Tryghedsforum.Web.Frame;

/// <summary>Marks a page that exists while the program is being developed, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DevelopmentOnlyAttribute : Attribute;

internal static class DevelopmentOnly
{
    // The route stays, but nobody is home: the answer is the same as for an address that never was.
    public static TBuilder HideOutsideDevelopment<TBuilder>(this TBuilder pages, IHostEnvironment environment)
        where TBuilder : IEndpointConventionBuilder
    {
        if (environment.IsDevelopment()) return pages;
        pages.Finally(endpoint =>
        {
            if (!endpoint.Metadata.OfType<DevelopmentOnlyAttribute>().Any()) return;
            endpoint.RequestDelegate = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
        return pages;
    }
}
