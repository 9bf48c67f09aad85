using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api;

/// <summary>What the interface's description says beyond the signatures: how one signs in, and which policy each operation needs.</summary>
internal static class ApiDescription
{
    private const string Session = "session", Secret = "caseSecret";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Tryghedsforum";
            document.Info.Description = "Every use case of a forum. Unsafe methods take JSON in UTF-8; a browser's must come from the forum's own origin. Give an Idempotency-Key to have an effect once.";
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "__Host-session", Description = "The session of a signed-in member." };
            document.Components.SecuritySchemes[Secret] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = BoundActor.SecretHeader, Description = "The secret of a case's link, for its reporter." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Policy>().LastOrDefault() is not { } policy) return Task.CompletedTask;
            operation.Description = policy.Anyone ? "Anyone." : $"Policy {policy.Name}: {(policy.Holder ? "the holder of the case's link" : string.Join(", ", policy.Roles))}.";
            operation.Security = policy.Anyone ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(policy.Holder ? Secret : Session, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
