using OpenTelemetry.Metrics;

namespace Tryghedsforum.Web;

/// <summary>
/// Figures for the operator's own measuring system (OpenTelemetry), only when one is named. No traces and no logs: their addresses could tell who reads which
/// case.
/// </summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Telemetry:Endpoint"] is not { Length: > 0 } endpoint) return services;
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Tryghedsforum", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new($"{endpoint.TrimEnd('/')}/v1/metrics");
            }));
        return services;
    }
}
